import type { SandboxListener } from "./sandbox.ts";

/** Who listens to a sandbox. */
export class Listeners {
  readonly #all = new Set<Partial<SandboxListener>>();

  add(listener: Partial<SandboxListener>, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#all.add(listener);
    signal.addEventListener("abort", () => this.#all.delete(listener), { once: true });
  }

  tell(how: (listener: Partial<SandboxListener>) => void): void {
    for (const listener of this.#all) how(listener);
  }
}
