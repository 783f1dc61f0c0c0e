/** The OCI runtime's command line, as runc, crun and gVisor's runsc share it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { hasCode } from "../errors.ts";

export const runtimeNames = ["runc", "crun", "runsc"] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/**
 * Ptrace works on every machine, virtual ones too. Not `--oci-seccomp`: gVisor's idea of our filter leaves bash without
 * a way to read its terminal, and system calls reach no other kernel than the sandbox's own.
 */
const options: Record<RuntimeName, string[]> = {
  runc: [],
  crun: [],
  runsc: ["--platform=ptrace", "--network=none"],
};

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
    return this.#command("run", "--detach", "--console-socket", socket, "--pid-file", pidFile, this.#nameOf(id));
  }

  /** The PID is the one that `killProcess` takes. */
  exec(id: string, processFile: string, pidFile: string): string[] {
    const file = this.hasOwnKernel ? "--internal-pid-file" : "--pid-file";
    return this.#command("exec", "--process", processFile, file, pidFile, this.#nameOf(id));
  }

  execTerminal(id: string, processFile: string, socket: string, pidFile: string): string[] {
    const files = ["--process", processFile, "--console-socket", socket, "--pid-file", pidFile];
    // gVisor has no such option: the process's own file says that it has a terminal.
    return this.#command("exec", "--detach", ...(this.hasOwnKernel ? [] : ["--tty"]), ...files, this.#nameOf(id));
  }

  /** A container's processes are known to a kernel of its own, and the machine sees one that is all of them. */
  get hasOwnKernel(): boolean {
    return this.name === "runsc";
  }

  /** Sends a signal ("SIGTERM") to PID 1, through the container's own kernel. */
  async signal(id: string, name: string): Promise<void> {
    await this.#do("kill", this.#nameOf(id), name);
  }

  /** Kills a process that `exec` started; one that has ended is no error. */
  async killProcess(id: string, pid: number): Promise<void> {
    if (this.hasOwnKernel) return this.#do("kill", "--pid", String(pid), this.#nameOf(id), "KILL");
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if (!hasCode(error, "ESRCH")) throw error;
    }
  }

  /** Kills what runs and forgets the container; one that it does not know is no error. */
  async remove(id: string): Promise<void> {
    await this.#do("delete", "--force", this.#nameOf(id));
  }

  async version(): Promise<string> {
    const { stdout } = await promisify(execFile)(this.name, ["--version"], {
      env: runtimeEnvironment(),
      timeout: 10_000,
    });
    return /version (\S+)/.exec(stdout)?.[1] ?? "of unknown version";
  }

  /** gVisor takes the beginning of a name for the name, so that none may begin like another. */
  #nameOf(id: string): string {
    return this.hasOwnKernel ? `${id}.` : id;
  }

  async #do(...args: string[]): Promise<void> {
    const [program, ...rest] = this.#command(...args);
    await promisify(execFile)(program, rest, { env: runtimeEnvironment(), timeout: 10_000, killSignal: "SIGKILL" });
  }

  #command(...args: string[]): [string, ...string[]] {
    return [this.name, "--root", this.root, ...options[this.name], ...args];
  }
}

/** Of the server's environment a runtime needs no more than this. */
export function runtimeEnvironment(): NodeJS.ProcessEnv {
  const { HOME = "/", PATH = "", XDG_RUNTIME_DIR } = process.env;
  // On Debian both runtimes may be in /usr/sbin, which an ordinary user's PATH leaves out.
  const path = `${PATH}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`;
  return { PATH: path, HOME, ...(XDG_RUNTIME_DIR !== undefined && { XDG_RUNTIME_DIR }) };
}
