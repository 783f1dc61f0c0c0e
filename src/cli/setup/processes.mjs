/** Runs other programs. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { cacheDir, repository } from "./paths.mjs";
import { SetupError } from "./progress.mjs";

const npmGoneCheckMs = 500;

/**
 * Gives the terminal to a program and becomes its messenger: its exit code is ours, our SIGTERM is its own.
 * On a terminal Ctrl-C reaches both; the program decides when it is over.
 * @returns {Promise<number>}
 */
export async function runToTheEnd([program, ...args]) {
  const child = spawn(program, args, { cwd: repository, stdio: "inherit", env: withOwnNode() });
  const forward = (signal) => child.kill(signal);
  process.on("SIGTERM", forward);
  process.on("SIGHUP", forward);
  process.on("SIGINT", () => {}); // From the terminal the child has it too.
  // npm does not hand on the SIGTERM that it gets: it just goes, and so does the server then.
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) forward("SIGTERM");
  }, npmGoneCheckMs).unref();
  const [code, signal] = await once(child, "exit");
  return code ?? 128 + constants.signals[signal];
}

/**
 * Runs a program whose output matters only when it fails.
 * @param {{ env?: object, onLine?: (line: string) => void }} [options]
 * @throws SetupError with the last lines of its output
 */
export async function runQuietly([program, ...args], { env = {}, onLine = () => {} } = {}) {
  const child = spawn(program, args, {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...withOwnNode(), ...env },
  });
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      for (const line of text.split("\n").filter((part) => part.trim() !== "")) {
        lines.push(line);
        onLine(line.trim());
      }
      lines.splice(0, lines.length - 40);
    });
  }
  const [code, signal] = await Promise.race([
    once(child, "close"),
    once(child, "error").then(([error]) => {
      throw new SetupError(`${program} cannot be run: ${error.message}`);
    }),
  ]);
  if (code !== 0)
    throw new SetupError(`${[program, ...args].join(" ")} failed (${code ?? signal}):\n${lines.join("\n")}`);
}

/** Our own Node first, and what it compiled last time: without it the server takes twice as long and 20 MB more to start. */
function withOwnNode() {
  return {
    ...process.env,
    PATH: [resolve(repository, "node_modules/.bin"), process.env.PATH].join(delimiter),
    NODE_COMPILE_CACHE: join(cacheDir, "compiled"),
    ASTRO_TELEMETRY_DISABLED: "1",
  };
}
