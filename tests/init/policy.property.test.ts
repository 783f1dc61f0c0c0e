/** Any order of forks, exits, orphanings and signals, with the init running in between as it may. */
import { constants } from "node:os";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exited, killed, ModelKernel } from "./model-kernel.ts";

const COMMAND = 2;
const { SIGCHLD, SIGKILL, SIGSTOP } = constants.signals;

const status = fc.oneof(
  fc.nat(255).map(exited),
  fc.integer({ min: 1, max: 64 }).map((signal) => killed(signal)),
);
const signal = fc.integer({ min: 1, max: 64 }).filter((number) => number !== SIGKILL && number !== SIGSTOP);

/** `which` picks one of the processes that are alive. The command ends seldom, else every run would be short. */
const event = fc.oneof(
  { weight: 40, arbitrary: fc.record({ kind: fc.constant("fork" as const), which: fc.nat() }) },
  { weight: 40, arbitrary: fc.record({ kind: fc.constant("end" as const), which: fc.nat(), status }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant("signal" as const), signal }) },
  { weight: 30, arbitrary: fc.record({ kind: fc.constant("run" as const), steps: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("finish" as const), status }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

test("everything is reaped, each signal is forwarded once, and the exit code is the command's", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 150 }), (events) => {
      const kernel = new ModelKernel().boot();
      let ending: number | undefined;
      for (const next of events) {
        apply(kernel, next);
        if (next.kind === "finish") ending = next.status;
        if (ending !== undefined) break;
        // Nothing but the command's end may end it.
        expect(kernel.exitCode).toBeUndefined();
      }
      kernel.settle();

      expect(kernel.exitCode).toBe(ending === undefined ? undefined : expectedCode(ending));
      for (const [number, times] of kernel.forwarded)
        expect(times).toBeLessThanOrEqual(kernel.accepted.get(number) ?? 0);
      expect(kernel.calls.filter((call) => /^kill\((?!2,)/.test(call))).toEqual([]);
      if (ending !== undefined) return;
      expect(kernel.zombiesOfInit()).toEqual([]);
      expect(kernel.pending).toEqual([]);
      kernel.accepted.delete(SIGCHLD);
      expect(kernel.forwarded).toEqual(kernel.accepted);
    }),
    { numRuns: 2000 },
  );
});

function apply(kernel: ModelKernel, event: Event): void {
  const alive = kernel.alive();
  switch (event.kind) {
    case "fork":
      kernel.spawn(alive[event.which % alive.length] ?? COMMAND);
      break;
    case "end": {
      const others = alive.filter((pid) => pid !== COMMAND);
      const chosen = others[event.which % others.length];
      if (chosen !== undefined) kernel.end(chosen, event.status);
      break;
    }
    case "signal":
      kernel.send(event.signal);
      break;
    case "run":
      for (let step = 0; step < event.steps; step++) kernel.step();
      break;
    case "finish":
      kernel.end(COMMAND, event.status);
  }
}

/** As bash(1) has it under EXIT STATUS. */
function expectedCode(status: number): number {
  return status > 0 && status < 256 ? 128 + status : status / 256;
}
