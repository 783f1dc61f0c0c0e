/**
 * The labs' images in the daemon. One is the root file system; of it one is made for each lab, with the lab's programs and
 * the init in it: a daemon may be on another machine, or we in a container, so it cannot be pointed to our folders.
 * Images are named by what is in them, so a changed lab is another image.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { access, readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SandboxError, type SandboxSpec } from "../sandbox.ts";
import { idSchema } from "./answers.ts";
import { DaemonError, type DockerApi } from "./api.ts";
import type { DockerOptions } from "./context.ts";
import { labels } from "./labels.ts";

const repository = "pid-one/lab";
const importMsMax = 600_000;

type Sources = Pick<DockerOptions, "rootfs" | "initBinary" | "log">;

export class Images {
  readonly #api: DockerApi;
  readonly #sources: Sources;
  /** By name; several sandboxes may ask at the same time. */
  readonly #made = new Map<string, Promise<string>>();

  constructor(api: DockerApi, sources: Sources) {
    this.#api = api;
    this.#sources = sources;
  }

  /** @returns the id of the image for a lab; it is made when it is not there. @throws SandboxError */
  async forLab(spec: Pick<SandboxSpec, "labDir" | "init">): Promise<string> {
    const { initBinary } = this.#sources;
    const hasInit = await exists(initBinary);
    if (spec.init === "pid-one" && !hasInit) {
      throw new SandboxError(`The init of the labs is missing at ${initBinary}: run npm start to build it.`);
    }
    const base = await this.base();
    const labBin = join(spec.labDir, "bin");
    const parts = { labBin: (await exists(labBin)) ? labBin : null, initBinary: hasInit ? initBinary : null };
    return this.#once(`${repository}:lab-${await hashOf(base, parts)}`, (name) => this.#makeLab(name, base, parts));
  }

  /** @returns the id of the image of the root file system; it is imported when it is not there. @throws SandboxError */
  async base(): Promise<string> {
    const name = await this.baseName();
    return this.#once(name, () => this.#importBase(name));
  }

  async baseName(): Promise<string> {
    const { rootfs } = this.#sources;
    if (!(await exists(rootfs))) {
      throw new SandboxError(`The root file system of the labs is missing at ${rootfs}: run npm start to build it.`);
    }
    // What set-up builds is named by a hash of its inputs; another one is known by its packages, and by when it was made.
    const key = /-([0-9a-f]{16})$/.exec(basename(rootfs))?.[1] ?? (await fingerprint(rootfs));
    return `${repository}:base-${key}`;
  }

  /** Somebody has removed images: what is known of them does not hold. */
  forget(): void {
    this.#made.clear();
  }

  #once(name: string, make: (name: string) => Promise<string>): Promise<string> {
    const made = this.#made.get(name) ?? this.#find(name).then((id) => id ?? make(name));
    this.#made.set(name, made);
    made.catch(() => this.#made.delete(name));
    return made;
  }

  async #find(name: string): Promise<string | null> {
    return (await this.#api.find(idSchema, `/images/${name}/json`))?.Id ?? null;
  }

  async #importBase(name: string): Promise<string> {
    const { rootfs, log } = this.#sources;
    const started = Date.now();
    log.info({ image: name, rootfs }, "importing the labs' root file system into the container daemon");
    const answer = await this.#upload(["-C", rootfs, "."], (upload) =>
      this.#api.call("POST", "/images/create", {
        // Podman does not look at `tag`.
        query: { fromSrc: "-", repo: name, changes: `LABEL ${labels.image}=base` },
        upload,
        timeoutMs: importMsMax,
      }),
    );
    const id = await this.#find(name);
    if (id === null) throw new SandboxError(`The daemon did not import the labs' image: ${answer.trim().slice(-500)}`);
    log.info({ image: name, seconds: (Date.now() - started) / 1000 }, "imported");
    return id;
  }

  /** A container that never runs is filled and becomes the image. */
  async #makeLab(name: string, base: string, { labBin, initBinary }: Parts): Promise<string> {
    const created = await this.#api.json(idSchema, "POST", "/containers/create", {
      body: { Image: base, Cmd: ["/bin/true"], Labels: { [labels.image]: "lab" }, HostConfig: { NetworkMode: "none" } },
    });
    try {
      if (labBin !== null) await this.#add(created.Id, "/lab", ["--mode=u=rwX,go=rX", "-C", dirname(labBin), "bin"]);
      if (initBinary !== null) {
        const renamed = ["--mode=755", "--dereference", "--transform=s,.*,pid-one,"];
        await this.#add(created.Id, "/usr/sbin", [...renamed, "-C", dirname(initBinary), basename(initBinary)]);
      }
      const [repo = "", tag = ""] = name.split(":");
      const query = { container: created.Id, repo, tag, changes: `LABEL ${labels.image}=lab` };
      return (await this.#api.json(idSchema, "POST", "/commit", { query, body: {} })).Id;
    } finally {
      await this.#api.call("DELETE", `/containers/${created.Id}`, { query: { force: 1, v: 1 } });
    }
  }

  async #add(container: string, path: string, files: string[]): Promise<void> {
    await this.#upload(["--owner=0", "--group=0", ...files], (upload) =>
      this.#api.call("PUT", `/containers/${container}/archive`, { query: { path }, upload }),
    );
  }

  /** @param args what tar(1) packs */
  async #upload(
    args: string[],
    send: (upload: NodeJS.ReadableStream & import("node:stream").Readable) => Promise<string>,
  ) {
    const tar = spawn("tar", ["--create", "--numeric-owner", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(tar, "close");
    let errors = "";
    tar.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    try {
      const answer = await send(tar.stdout);
      const [code] = await ended;
      if (code !== 0) throw new SandboxError(`tar failed (${code}): ${errors.trim()}`);
      return answer;
    } catch (error) {
      tar.kill();
      if (error instanceof DaemonError && errors !== "")
        throw new SandboxError(`${error.message} tar: ${errors.trim()}`);
      throw error;
    }
  }
}

interface Parts {
  labBin: string | null;
  initBinary: string | null;
}

async function hashOf(base: string, { labBin, initBinary }: Parts): Promise<string> {
  const sum = createHash("sha256").update(base);
  if (initBinary !== null) sum.update("\0init\0").update(await readFile(initBinary));
  if (labBin !== null) {
    const entries = await readdir(labBin, { recursive: true, withFileTypes: true });
    for (const path of entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()) {
      const { mode } = await stat(path);
      sum.update(`\0${path.slice(labBin.length)}\0${mode & 0o111 ? "x" : "-"}\0`).update(await readFile(path));
    }
  }
  return sum.digest("hex").slice(0, 16);
}

async function fingerprint(rootfs: string): Promise<string> {
  const packages = await readFile(join(rootfs, "var/lib/dpkg/status")).catch(() => ""); // Not of Debian.
  const times = await Promise.all([rootfs, join(rootfs, "etc")].map(async (path) => (await stat(path)).mtimeMs));
  return createHash("sha256").update(packages).update(times.join()).digest("hex").slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
