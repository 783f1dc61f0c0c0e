import { constants } from "node:os";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exited, ModelKernel } from "./model-kernel.ts";

const { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1 } = constants.signals;

/** The command has left two processes, of which 4 is of another group, and then ended with 3 after these signals. */
function left(signals: number[], options = ["--grace", "5"], pid = 1) {
  const kernel = new ModelKernel({ args: [...options, "-s", "x"], pid }).boot().settle();
  const command = pid + 1;
  for (const parent of [command, command]) kernel.spawn(parent);
  Object.assign(kernel.processes.get(pid + 3) ?? {}, { group: 99 });
  for (const signal of signals) kernel.send(signal);
  kernel.settle();
  kernel.end(command, exited(3));
  return kernel.settle();
}
const sent = (kernel: ModelKernel) =>
  kernel.calls.filter((call) => /^kill\(-/.test(call) && !call.endsWith(", 0)")).map((call) => call.slice(5, -1));

test.each([SIGTERM, SIGINT, SIGQUIT])("after signal %i all that is left gets SIGTERM, then SIGKILL", (signal) => {
  const kernel = left([signal]);
  expect(sent(kernel)).toEqual(["-1, 15"]);
  expect(kernel.advance(4999).exitCode).toBeUndefined();
  expect(sent(kernel)).toEqual(["-1, 15"]);
  expect(kernel.advance(1).exitCode).toBe(3);
  expect(sent(kernel)).toEqual(["-1, 15", "-1, 9"]);
});

test("it ends as soon as nothing is left", () => {
  const kernel = left([SIGTERM]).advance(1000);
  kernel.end(3, 0);
  expect(kernel.settle().exitCode).toBeUndefined();
  kernel.end(4, 0);
  expect(kernel.settle().exitCode).toBe(3);
  expect(sent(kernel)).toEqual(["-1, 15"]);
});

test("what is not our child is missed soon after it ended", () => {
  const kernel = left([SIGTERM]);
  kernel.processes.clear();
  expect(kernel.advance(100).exitCode).toBe(3);
});

test.each([
  ["no signal", [], ["--grace", "5"]],
  ["another signal", [SIGHUP, SIGUSR1], ["--grace", "5"]],
  ["a stop signal that is dropped", [SIGTERM], ["--grace=5", "-r", "TERM:0"]],
  ["no --grace", [SIGTERM], []],
  ["--grace 0", [SIGTERM], ["--grace", "0"]],
])("with %s it ends with the command", (_, signals, options) => {
  const kernel = left(signals, options);
  expect(kernel.exitCode).toBe(3);
  expect(sent(kernel)).toEqual([]);
});

test("a command that left nothing needs no time", () => {
  const kernel = new ModelKernel({ args: ["--grace", "5", "x"] }).boot().settle();
  kernel.send(SIGTERM);
  kernel.settle();
  kernel.end(2, exited(3));
  expect(kernel.settle().exitCode).toBe(3);
});

test("a command that left nothing: no signal is said to be sent", () => {
  const kernel = new ModelKernel({ args: ["-v", "--grace", "5", "--report", "1", "x"] }).boot().settle();
  kernel.send(SIGTERM);
  kernel.settle();
  kernel.end(2, exited(3));
  kernel.settle();
  expect(`${kernel.output[1]}${kernel.output[2]}`).not.toContain("sent");
});

test("the time ends when it is up, though we look at other moments", () => {
  const kernel = left([SIGTERM], ["--grace", "1"]).advance(30);
  kernel.send(SIGUSR1);
  expect(kernel.advance(969).exitCode).toBeUndefined();
  expect(kernel.advance(1).exitCode).toBe(3);
});

test("outside PID 1 only the command's group is meant", () => {
  const kernel = left([SIGTERM], ["--grace", "5"], 7);
  expect(sent(kernel)).toEqual(["-8, 15"]);
  kernel.processes.delete(9);
  expect(kernel.advance(100).exitCode).toBe(3);
  expect(sent(kernel)).toEqual(["-8, 15"]);
});

test("further signals go to what is left, once, and as they are rewritten", () => {
  const kernel = left([SIGTERM], ["--grace", "5", "-r", "1:2", "-r", "10:0"]);
  for (const signal of [SIGHUP, SIGUSR1]) kernel.send(signal);
  kernel.settle();
  expect(sent(kernel)).toEqual(["-1, 15", "-1, 2"]);
});

test("a signal that is dropped is sent to nobody", () => {
  const kernel = left([SIGTERM], ["-v", "--grace", "5", "-r", "10:0"]);
  kernel.output[2] = "";
  kernel.send(SIGUSR1);
  expect(kernel.settle().output[2]).toBe("");
});

test("without -v nothing is said", () => {
  expect(left([SIGTERM]).advance(5000).output[2]).toBe("");
});

test("an orphan that has the command's old number is an orphan", () => {
  const kernel = left([SIGTERM]);
  kernel.processes.set(2, { pid: 2, parent: 1, group: 2, status: undefined });
  kernel.end(2, exited(9));
  expect(kernel.settle().exitCode).toBeUndefined();
  expect(kernel.advance(5000).exitCode).toBe(3);
});

describe("what is said of it", () => {
  test("with -v", () => {
    const kernel = left([SIGTERM], ["-v", "--grace", "5"]).advance(5000);
    expect(kernel.output[2]?.split("\n").slice(-4, -1)).toEqual([
      "pid-one: exiting with 3: 2 exited with 3",
      "pid-one: sent SIGTERM to all that is left",
      "pid-one: sent SIGKILL to all that is left",
    ]);
  });

  test("in the report", () => {
    const kernel = left([SIGTERM], ["--grace", "5", "--report", "1"]).advance(5000);
    expect(
      kernel.output[1]
        ?.split("\n")
        .slice(-4, -1)
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { event: "sent-to-rest", at_ms: 0, signal: "SIGTERM" },
      { event: "sent-to-rest", at_ms: 5000, signal: "SIGKILL" },
      { event: "exiting", at_ms: 5000, code: 3 },
    ]);
  });
});

test.each(["-1", "x", "1.5", "86401", "", "5s"])("--grace '%s' is refused", (value) => {
  const kernel = new ModelKernel({ args: ["--grace", value, "x"] }).boot();
  expect(kernel.exitCode).toBe(1);
  expect(kernel.output[2]).toBe(
    `pid-one: bad value in '--grace ${value}': use whole seconds, from 0 (none) to 86400\n`,
  );
});

test("whatever comes meanwhile, it ends in time, with the command's code, and every orphan is reaped by then", () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant("signal" as const), value: fc.constantFrom(1, 2, 3, 15, 17, 20, 64) }),
    fc.record({ kind: fc.constant("end" as const), value: fc.nat() }),
    fc.record({ kind: fc.constant("fork" as const), value: fc.nat() }),
    fc.record({ kind: fc.constant("time" as const), value: fc.nat(700) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const kernel = left([SIGTERM], ["--grace", "2"]);
      const start = kernel.clock;
      for (const { kind, value } of events) {
        if (kernel.exitCode !== undefined) break;
        const alive = kernel.alive();
        const chosen = alive[value % alive.length] ?? 0;
        if (kind === "signal") kernel.send(value);
        if (kind === "end") kernel.end(chosen, 0);
        if (kind === "fork") kernel.spawn(chosen);
        kernel.advance(kind === "time" ? value : 0);
        expect(kernel.zombiesOfInit()).toEqual([]);
        expect(kernel.exitCode !== undefined).toBe(kernel.processes.size === 0 || kernel.clock - start >= 2000);
      }
      expect(kernel.advance(2000).exitCode).toBe(3);
    }),
    { numRuns: 500 },
  );
});
