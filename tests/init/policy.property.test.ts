/** Any order of forks, exits, orphanings and signals, with the init running in between as it may. */
import { constants } from "node:os";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exited, killed, ModelKernel } from "./model-kernel.ts";

const COMMAND = 2;
const { SIGCHLD, SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU } = constants.signals;

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

test.each([
  [[], ["2"]],
  [["-g"], ["-2", "2"]],
  [["--kernel-reap"], ["2"]],
])(
  "with %j everything is reaped, each signal is forwarded once, and the exit code is the command's",
  (options, targets) => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 150 }), (events) => {
        const kernel = new ModelKernel({ args: [...options, "command"] });
        kernel.keepsStatus = true;
        kernel.boot();
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
        const accepted = acceptedAs(kernel);
        for (const [number, times] of kernel.forwarded) expect(times).toBeLessThanOrEqual(accepted.get(number) ?? 0);
        const others = kernel.calls.filter(
          (call) => /^kill/.test(call) && !targets.some((to) => call.startsWith(`kill(${to},`)),
        );
        expect(others.filter((call) => call !== `kill(1, ${SIGSTOP})`)).toEqual([]);
        if (ending !== undefined) return;
        expect(kernel.zombiesOfInit()).toEqual([]);
        expect(kernel.pending).toEqual([]);
        expect(kernel.forwarded).toEqual(accepted);
      }),
      { numRuns: 2000 },
    );
  },
);

/** How often each signal is to reach the command: those of job control as SIGSTOP. */
function acceptedAs(kernel: ModelKernel): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [came, times] of kernel.accepted) {
    const sent = [SIGTSTP, SIGTTIN, SIGTTOU].includes(came) ? SIGSTOP : came;
    if (sent !== SIGCHLD) counts.set(sent, (counts.get(sent) ?? 0) + times);
  }
  return counts;
}

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
