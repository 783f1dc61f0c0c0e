/** The server's settings: environment variables PIDONE_*, validated once at start, then frozen. */
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { addressError, addressSchema, type DaemonAddress } from "./sandbox/docker/address.ts";
import { type RuntimeName, runtimeNames } from "./sandbox/oci/runtime.ts";

const repository = resolve(import.meta.dirname, "../..");
const count = (min: number, max: number) => {
  const error = `write a whole number from ${min} to ${max}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
};

const settingsSchema = z.object({
  PIDONE_HOST: z.string().min(1).default("127.0.0.1").describe("address to listen on"),
  PIDONE_PORT: count(0, 65_535).default(8080).describe("port to listen on; 0 takes a free one"),
  PIDONE_ORIGINS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .pipe(
      z.array(
        z.url({ protocol: /^https?$/, error: "write origins such as https://course.example, separated by commas" }),
      ),
    )
    .describe("other origins whose pages may use the labs, separated by commas"),
  PIDONE_PROXIES: count(0, 10)
    .default(0)
    .describe("proxies in front, each of which adds to X-Forwarded-For: so many hops of it are believed"),
  PIDONE_CONNECTIONS_MAX: count(10, 100_000).default(1000).describe("TCP connections at once"),
  PIDONE_SANDBOX: z
    .enum(["auto", "oci", "docker", "none"])
    .default("auto")
    .describe("what runs the labs: oci (runc or crun), docker (Docker or Podman), auto (the first that works) or none"),
  PIDONE_RUNTIME: z
    .enum(["auto", ...runtimeNames])
    .default("auto")
    .describe("OCI runtime: auto, runc, crun, or runsc (gVisor), which auto never takes"),
  PIDONE_DOCKER_SOCKET: z
    .union([z.literal(""), addressSchema], { error: addressError })
    .default("")
    .describe("where Docker or Podman listens; else DOCKER_HOST, else the usual sockets"),
  PIDONE_SESSIONS_MAX: count(1, 4000).default(100).describe("labs at once on this server"),
  PIDONE_SESSIONS_PER_ADDRESS: count(1, 4000).default(25).describe("labs at once for one address (IPv6: one /64)"),
  PIDONE_QUEUE_MAX: count(0, 10_000).default(200).describe("visitors who may wait while all labs are in use"),
  PIDONE_WARM_MAX: count(0, 1000).default(4).describe("labs started ahead, for whoever comes next; 0: none"),
  PIDONE_STARTS_PER_MINUTE: count(1, 100_000).default(60).describe("labs started in a minute by one address"),
  PIDONE_SESSION_SECONDS: count(10, 86_400).default(3600).describe("life of a lab, and what one extension adds"),
  PIDONE_SESSION_SECONDS_MAX: count(10, 604_800).default(14_400).describe("life of a lab with all its extensions"),
  PIDONE_IDLE_SECONDS: count(5, 86_400).default(900).describe("a lab without input for so long ends"),
  PIDONE_ON_STOP: z
    .enum(["end", "keep"])
    .default("end")
    .describe(
      "what SIGTERM does to labs that can outlive the server (docker): end them, or keep them for the next one",
    ),
  PIDONE_OUTPUT_BYTES_PER_SECOND: count(65_536, 1 << 30)
    .default(32 * 1024 * 1024)
    .describe("output of one terminal; twice as much at once"),
  PIDONE_RECORDINGS_MAX: count(0, 100_000).default(0).describe("recordings that visitors may publish; 0: none"),
  PIDONE_RECORDINGS_PER_ADDRESS: count(1, 100_000).default(20).describe("recordings kept at once for one address"),
  PIDONE_RECORDING_BYTES_MAX: count(1024, 32 * 1024 * 1024)
    .default(2 * 1024 * 1024)
    .describe("size of a published recording; so many of them fill the disk"),
  PIDONE_RECORDING_SECONDS: count(1, 31_536_000).default(604_800).describe("how long a published recording is kept"),
  PIDONE_STATE: z
    .string()
    .min(1)
    .default(defaultStateDir())
    .describe("folder for what runs now, and for published recordings"),
  PIDONE_DIST: z.string().min(1).default(join(repository, "dist")).describe("folder of what was built"),
  PIDONE_LABS: z.string().min(1).default(join(repository, "labs")).describe("folder of the labs"),
  PIDONE_LOG: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"])
    .default(process.stderr.isTTY ? "warn" : "info")
    .describe("log level: info in a log file, warn on a terminal, where it is for people"),
});

export type Config = Readonly<{
  host: string;
  port: number;
  origins: readonly string[];
  proxies: number;
  connections_max: number;
  sandbox: "auto" | "oci" | "docker" | "none";
  runtime: "auto" | RuntimeName;
  /** null: the first of the usual sockets that is there. */
  daemon: DaemonAddress | null;
  sessions_max: number;
  sessions_per_address_max: number;
  queue_max: number;
  warm_max: number;
  starts_per_minute_max: number;
  session_seconds: number;
  session_seconds_max: number;
  idle_seconds: number;
  on_stop: "end" | "keep";
  output_bytes_per_second: number;
  /** 0: none are taken. */
  recordings_max: number;
  recordings_per_address_max: number;
  recording_bytes_max: number;
  recording_seconds: number;
  stateDir: string;
  distDir: string;
  labsDir: string;
  logLevel: string;
}>;

/** A setting is wrong; the message names each one, says what it holds and what to write instead. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** @throws ConfigError */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const unknown = Object.keys(environment).filter((name) => name.startsWith("PIDONE_") && !known(name));
  // PORT= in a file of settings means: not set.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = settingsSchema.safeParse(set);
  const wrong = [
    ...(parsed.error?.issues ?? []).map(
      ({ path: [name], message }) => `${String(name)}=${JSON.stringify(environment[String(name)])}: ${message}`,
    ),
    ...unknown.map((name) => `${name}: there is no such setting`),
  ];
  if (!parsed.success || wrong.length > 0)
    throw new ConfigError(`${wrong.join("\n")}\nAll settings: pid-one serve --help`);
  const s = parsed.data;
  return Object.freeze({
    host: s.PIDONE_HOST,
    port: s.PIDONE_PORT,
    origins: Object.freeze(s.PIDONE_ORIGINS.map((origin) => new URL(origin).origin)),
    proxies: s.PIDONE_PROXIES,
    connections_max: s.PIDONE_CONNECTIONS_MAX,
    sandbox: s.PIDONE_SANDBOX,
    runtime: s.PIDONE_RUNTIME,
    daemon: s.PIDONE_DOCKER_SOCKET === "" ? dockerHost(set.DOCKER_HOST) : s.PIDONE_DOCKER_SOCKET,
    sessions_max: s.PIDONE_SESSIONS_MAX,
    sessions_per_address_max: s.PIDONE_SESSIONS_PER_ADDRESS,
    queue_max: s.PIDONE_QUEUE_MAX,
    warm_max: s.PIDONE_WARM_MAX,
    starts_per_minute_max: s.PIDONE_STARTS_PER_MINUTE,
    session_seconds: s.PIDONE_SESSION_SECONDS,
    session_seconds_max: Math.max(s.PIDONE_SESSION_SECONDS_MAX, s.PIDONE_SESSION_SECONDS),
    idle_seconds: s.PIDONE_IDLE_SECONDS,
    on_stop: s.PIDONE_ON_STOP,
    output_bytes_per_second: s.PIDONE_OUTPUT_BYTES_PER_SECOND,
    recordings_max: s.PIDONE_RECORDINGS_MAX,
    recordings_per_address_max: s.PIDONE_RECORDINGS_PER_ADDRESS,
    recording_bytes_max: s.PIDONE_RECORDING_BYTES_MAX,
    recording_seconds: s.PIDONE_RECORDING_SECONDS,
    stateDir: resolve(s.PIDONE_STATE),
    distDir: resolve(s.PIDONE_DIST),
    labsDir: resolve(s.PIDONE_LABS),
    logLevel: s.PIDONE_LOG,
  });
}

/** One line for each setting: name, meaning, default. */
export function describeSettings(): string {
  const defaults = new Map<string, unknown>(Object.entries(settingsSchema.parse({})));
  return Object.entries(settingsSchema.shape)
    .map(([name, schema]) => {
      const value = defaults.get(name);
      return `  ${name.padEnd(31)} ${schema.description} [${Array.isArray(value) ? value.join(",") : value}]`;
    })
    .join("\n");
}

/** PIDONE_SETUP, PIDONE_CACHE and PIDONE_TEST_… belong to the set-up script and the tests. */
function known(name: string): boolean {
  return name in settingsSchema.shape || /^PIDONE_(SETUP|CACHE|TEST_.*)$/.test(name);
}

/** Set for other programs, and perhaps to what we cannot use, such as ssh: then it is as if it were not set. */
function dockerHost(text: string | undefined): DaemonAddress | null {
  return addressSchema.safeParse(text).data ?? null;
}

function defaultStateDir(): string {
  if (process.getuid?.() === 0) return "/run/pid-one";
  return join(process.env.XDG_RUNTIME_DIR ?? join(tmpdir(), `pid-one-${process.getuid?.() ?? "user"}`), "pid-one");
}
