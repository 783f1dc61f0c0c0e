import { constants } from "node:os";
import { expect, test } from "vitest";
import { ModelKernel } from "./model-kernel.ts";

const WARNING =
  "pid-one: not PID 1, so no orphan comes here to be reaped: use -s, or set TINI_SUBREAPER, or run it as PID 1\n";

test.each([
  ["PID 1", { pid: 1 }, [], ""],
  ["another process", { pid: 7 }, [], WARNING],
  ["another process with -s", { pid: 7 }, ["becomeSubreaper()"], ""],
  ["another process with TINI_SUBREAPER", { pid: 7, env: { TINI_SUBREAPER: "" } }, ["becomeSubreaper()"], ""],
  ["one with PIDONE_INIT_SUBREAPER", { pid: 7, env: { PIDONE_INIT_SUBREAPER: "1" } }, ["becomeSubreaper()"], ""],
])("%s", (name, setup, calls, warning) => {
  const kernel = new ModelKernel({ ...setup, args: name.endsWith("-s") ? ["-s", "x"] : ["x"] }).boot();
  expect(kernel.calls.filter((call) => /Subreaper/.test(call))).toEqual(calls);
  expect(kernel.output[2]).toBe(warning);
});

test("a subreaper by inheritance needs no warning", () => {
  const kernel = Object.assign(new ModelKernel({ pid: 7 }), { subreaper: true }).boot();
  expect(kernel.output[2]).toBe("");
});

test.each([
  ["SIGKILL", 9],
  ["term", 15],
  ["64", 64],
])("-p %s asks for signal %i", (name, signal) => {
  expect(new ModelKernel({ args: ["-p", name, "x"] }).boot().calls).toContain(`signalAtParentsEnd(${signal})`);
});

test.each([
  ["becomeSubreaper", "become a subreaper"],
  ["signalAtParentsEnd", "get a signal at the end of the parent"],
] as const)("if %s fails nothing is started", (call, words) => {
  const kernel = new ModelKernel({ args: ["-s", "-p", "9", "x"] });
  kernel.failures[call] = -constants.errno.EINVAL;
  kernel.boot();
  expect(kernel.exitCode).toBe(1);
  expect(kernel.output[2]).toBe(`pid-one: cannot ${words}: error ${constants.errno.EINVAL}\n`);
  expect(kernel.calls).not.toContain("fork()");
});
