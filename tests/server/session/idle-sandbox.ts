/** A sandbox that does nothing, for what real ones are too slow to show. */
import type { Sandbox, SandboxEnd } from "../../../src/server/sandbox/sandbox.ts";

const nothing = () => {};
const terminal = {
  inputQueuedBytes: 0,
  ...{ onData: nothing, onClosed: nothing, write: nothing, resize: nothing },
  ...{ pause: nothing, resume: nothing, close: nothing },
};

export class IdleSandbox implements Sandbox {
  readonly id: string;
  readonly terminal = terminal;
  readonly furtherTerminals = [];
  readonly #end = Promise.withResolvers<SandboxEnd>();
  readonly ended = this.#end.promise;
  isStopped = false;

  constructor(id: string) {
    this.id = id;
  }

  die = () => this.#end.resolve({ reason: "exited", detail: "PID 1 exited." });
  openTerminal = async () => terminal;
  run = async () => ({ exit: { code: 0 }, stdout: "", stderr: "" });
  signal = async () => {};
  watch = () => nothing;
  onMemoryKill = nothing;
  stop = async () => {
    this.isStopped = true;
  };
}
