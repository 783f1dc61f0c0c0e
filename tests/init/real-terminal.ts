/** A pseudo-terminal with a program on it. */
import { type IPty, spawn } from "@lydell/node-pty";
import { AS_PID_1, killAfterTest } from "./real-init.ts";

/** Makes the next program a session leader that owns the terminal, as a container run-time does for PID 1. */
export const OWNING = [...AS_PID_1, "setsid", "--ctty"];
/** Leaves the terminal with a session outside the namespace, as `kubectl exec` into a shared one may. */
export const SHARING = AS_PID_1;
/** So long the terminal may be silent before a test gives up and shows what came. */
const PATIENCE_MS = 20_000;

/** A program on a pseudo-terminal of its own. */
export class Terminal {
  readonly pty: IPty;
  readonly ended: Promise<number>;
  output = "";
  private seen = 0;
  private wake = () => {};

  constructor(command: string[]) {
    const [program = "", ...args] = command;
    const env = { ...process.env, PS1: "prompt> ", TERM: "dumb", HISTFILE: "", BASH_SILENCE: "1" };
    this.pty = spawn(program, args, { cols: 200, rows: 50, env });
    this.pty.onData((data) => {
      this.output += data;
      this.wake();
    });
    this.ended = new Promise((resolve) => this.pty.onExit(({ exitCode }) => resolve(exitCode)));
    killAfterTest(this.pty.pid);
  }

  get pid(): number {
    return this.pty.pid;
  }

  /** Until text comes that matches, after what matched before. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.output.slice(this.seen));
      if (match) {
        this.seen += match.index + match[0].length;
        return match[0];
      }
      await new Promise<void>((resolve, reject) => {
        this.wake = resolve;
        const complain = () => reject(new Error(`${pattern} did not come after:\n${this.output}`));
        setTimeout(complain, PATIENCE_MS).unref();
      });
    }
  }

  async type(keys: string, expected: RegExp): Promise<string> {
    this.pty.write(keys);
    return this.until(expected);
  }
}
