/** Drivers and sandboxes for tests, and a terminal that waits for what it is to show. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOciDriver, type OciOptions } from "../../../../src/server/sandbox/oci/driver.ts";
import type { Sandbox, SandboxDriver, SandboxSpec, Terminal } from "../../../../src/server/sandbox/sandbox.ts";
import { artifacts } from "./artifacts.ts";

/** Keeps what a driver logs, for tests that ask. */
export function quietLog(lines: string[] = []): OciOptions["log"] {
  const keep = (details: object, message: string) => lines.push(`${message} ${JSON.stringify(details)}`);
  return { info: keep, warn: keep, error: keep };
}

/** A state folder that the labs' users can pass through. */
export async function makeStateFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "pid-one-oci-"));
  await chmod(dir, 0o711);
  return dir;
}

/** A driver with a state folder of its own. `await using` stops its sandboxes and removes the folder. */
export async function driverForTest(
  options: Partial<OciOptions> = {},
): Promise<{ driver: SandboxDriver; stateDir: string } & AsyncDisposable> {
  const stateDir = options.stateDir ?? (await makeStateFolder());
  const driver = createOciDriver({ ...artifacts(), stateDir, log: quietLog(), ...options });
  return {
    driver,
    stateDir,
    async [Symbol.asyncDispose]() {
      await driver.close();
      if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
    },
  };
}

let sandboxes = 0;

export function specForTest(changes: Partial<SandboxSpec> = {}): SandboxSpec {
  return {
    id: `test-${process.pid}-${++sandboxes}`,
    labDir: "/nonexistent",
    init: "none",
    command: ["/bin/bash", "-l"],
    shell: ["/bin/bash", "-l"],
    env: {},
    hostname: "lab",
    capabilities: [],
    cols: 80,
    rows: 24,
    ...changes,
    limits: { pids: 64, memory_bytes: 128 * 1024 * 1024, cpus: 1, tmpfs_bytes: 16 * 1024 * 1024, ...changes.limits },
  };
}

/** `await using` stops it. */
export async function startSandboxForTest(
  driver: SandboxDriver,
  changes: Partial<SandboxSpec> = {},
): Promise<{ sandbox: Sandbox; screen: Screen } & AsyncDisposable> {
  const sandbox = await driver.start(specForTest(changes));
  return {
    sandbox,
    screen: new Screen(sandbox.terminal),
    async [Symbol.asyncDispose]() {
      await sandbox.stop();
    },
  };
}

/** A lab folder with one program in its bin/. `await using` removes it. */
export async function makeLab(name: string, program: string): Promise<{ dir: string } & AsyncDisposable> {
  const dir = await makeStateFolder();
  await mkdir(join(dir, "bin"), { mode: 0o755 });
  await writeFile(join(dir, "bin", name), program, { mode: 0o755 });
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}

/** What bash sends around each line that it reads. */
const bracketedPaste = new RegExp(`${String.fromCharCode(27)}\\[\\?2004[hl]\\r?`, "g");

export const prompt = "root@lab:~# ";

/** Everything that a terminal has shown. */
export class Screen {
  text = "";
  readonly closed: Promise<void>;
  readonly #terminal: Terminal;
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    const decoder = new TextDecoder();
    terminal.onData((bytes) => {
      this.text += decoder.decode(bytes, { stream: true });
      for (const look of this.#waiting) look();
    });
    this.closed = new Promise((resolve) => terminal.onClosed(resolve));
    void this.closed.then(() => {
      this.#isClosed = true;
      for (const look of this.#waiting) look();
    });
  }

  type(text: string): void {
    this.#terminal.write(Buffer.from(text));
  }

  /** Waits for a text to come up after what was waited for before. @returns what came up to its end */
  async shows(wanted: string | RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = () => {
      const found = typeof wanted === "string" ? this.text.indexOf(wanted) : this.text.search(wanted);
      if (found >= 0) {
        const length = typeof wanted === "string" ? wanted.length : (wanted.exec(this.text)?.[0].length ?? 0);
        const shown = this.text.slice(0, found + length);
        this.text = this.text.slice(found + length);
        resolve(shown);
      } else if (this.#isClosed)
        reject(new Error(`The terminal closed and never showed ${wanted}, but:\n${this.text}`));
    };
    const timer = setTimeout(() => reject(new Error(`Not shown in 20 s: ${wanted}, but:\n${this.text}`)), 20_000);
    this.#waiting.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(look);
    });
  }

  /** Types a command at the prompt. @returns what it printed, once the next prompt is there */
  async command(line: string): Promise<string> {
    this.type(`${line}\n`);
    await this.shows("\r\n"); // The echo of what was typed.
    return (await this.shows(prompt)).replace(bracketedPaste, "").slice(0, -prompt.length);
  }
}
