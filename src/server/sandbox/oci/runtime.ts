/** The OCI runtime's command line, as runc and crun share it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export type RuntimeName = "runc" | "crun";
export const runtimeNames: RuntimeName[] = ["runc", "crun"];

export class Runtime {
  readonly name: RuntimeName;
  /** Where the runtime keeps its records of our containers. */
  readonly root: string;

  constructor(name: RuntimeName, root: string) {
    this.name = name;
    this.root = root;
  }

  /** Started in the bundle's folder; paths are relative to it, because a unix socket's is limited to 107 bytes. */
  run(id: string, socket: string, pidFile: string): string[] {
    return this.#command("run", "--detach", "--console-socket", socket, "--pid-file", pidFile, id);
  }

  exec(id: string, processFile: string, pidFile: string): string[] {
    return this.#command("exec", "--process", processFile, "--pid-file", pidFile, id);
  }

  execTerminal(id: string, processFile: string, socket: string, pidFile: string): string[] {
    const files = ["--process", processFile, "--console-socket", socket, "--pid-file", pidFile];
    return this.#command("exec", "--detach", "--tty", ...files, id);
  }

  /** Kills what runs and forgets the container; one that it does not know is no error. */
  async remove(id: string): Promise<void> {
    const [program, ...args] = this.#command("delete", "--force", id);
    await promisify(execFile)(program, args, { env: runtimeEnvironment(), timeout: 10_000, killSignal: "SIGKILL" });
  }

  async version(): Promise<string> {
    const { stdout } = await promisify(execFile)(this.name, ["--version"], {
      env: runtimeEnvironment(),
      timeout: 10_000,
    });
    return /version (\S+)/.exec(stdout)?.[1] ?? "of unknown version";
  }

  #command(...args: string[]): [string, ...string[]] {
    return [this.name, "--root", this.root, ...args];
  }
}

/** Of the server's environment a runtime needs no more than this. */
export function runtimeEnvironment(): NodeJS.ProcessEnv {
  const { HOME = "/", PATH = "", XDG_RUNTIME_DIR } = process.env;
  // On Debian both runtimes may be in /usr/sbin, which an ordinary user's PATH leaves out.
  const path = `${PATH}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`;
  return { PATH: path, HOME, ...(XDG_RUNTIME_DIR !== undefined && { XDG_RUNTIME_DIR }) };
}
