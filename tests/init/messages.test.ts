import { constants } from "node:os";
import { expect, test } from "vitest";
import { installKernel } from "../../src/init/kernel";
import { put } from "../../src/init/text";
import { exited, killed, ModelKernel } from "./model-kernel.ts";

const { EPIPE, EFBIG } = constants.errno;
const { SIGPIPE, SIGTERM } = constants.signals;

test("-v tells of each thing in a line", () => {
  const kernel = new ModelKernel({ args: ["-v", "--", "server", "--port", "1"] }).boot().settle();
  const orphan = kernel.spawn(2);
  const other = kernel.spawn(2);
  kernel.send(SIGTERM);
  kernel.settle();
  for (const pid of [orphan, other]) Object.assign(kernel.processes.get(pid) ?? {}, { parent: 1 });
  kernel.end(orphan, exited(4));
  kernel.end(other, killed(9));
  kernel.settle();
  kernel.end(2, killed(SIGTERM));
  kernel.settle();
  expect(kernel.output[2]?.split("\n")).toEqual([
    "pid-one: started server as 2",
    "pid-one: forwarded SIGTERM to 2",
    "pid-one: reaped 3, exited with 4",
    "pid-one: reaped 4, was killed by SIGKILL",
    "pid-one: exiting with 143: 2 was killed by SIGTERM",
    "",
  ]);
});

test("without -v there is nothing to read", () => {
  const kernel = new ModelKernel().boot().settle();
  kernel.send(SIGTERM);
  kernel.end(2, 0);
  expect(kernel.settle().output).toEqual({ 1: "", 2: "" });
});

const names = Object.entries(constants.signals).filter(([name]) => !["SIGIOT", "SIGPOLL", "SIGUNUSED"].includes(name));
test.each([...names, ["SIGRTMIN+0", 34], ["SIGRTMIN+30", 64], ["signal 32", 32], ["signal 33", 33]] as const)(
  "%s is called by its name",
  (name, signal) => {
    const kernel = new ModelKernel({ args: ["-v", "x"] }).boot().settle();
    kernel.end(2, killed(signal));
    expect(kernel.settle().output[2]).toContain(`killed by ${name}\n`);
  },
);

test("an argument cannot speak to the terminal", () => {
  const kernel = new ModelKernel({ args: ["-v", "\x1b]0;title\x07\x7f\nx"] }).boot();
  expect(kernel.output[2]).toBe("pid-one: started ?]0;title???x as 2\n");
});

test("a line that nobody takes is dropped; PID 1 does not block", () => {
  for (const knowsWriteNow of [true, false]) {
    const kernel = Object.assign(new ModelKernel({ args: ["-v", "x"] }), { full: true, knowsWriteNow }).boot();
    expect(kernel.exitCode).toBeUndefined();
    expect(kernel.output[2]).toBe("");
  }
});

test("a message to a pipe that nobody reads is not tried again, as each time brings a SIGPIPE", () => {
  const kernel = new ModelKernel({ args: ["-v", "x"] });
  kernel.writeNow = () => -EPIPE;
  kernel.boot();
  expect(kernel.output[2]).toBe("");
  expect(kernel.calls.filter((call) => call.startsWith("discard"))).toEqual([`discard(${SIGPIPE})`]);
});

test("what does not know writes without waiting is written to if it is ready", () => {
  const kernel = Object.assign(new ModelKernel({ args: ["-v", "x"] }), { knowsWriteNow: false }).boot();
  expect(kernel.output[2]).toBe("pid-one: started x as 2\n");
});

test.each([
  ["SIGPIPE", EPIPE, SIGPIPE],
  ["SIGXFSZ", EFBIG, constants.signals.SIGXFSZ],
])("the %s of a failed message is not kept for the command", (_, error, signal) => {
  const kernel = new ModelKernel({ args: ["-v", "x"] });
  kernel.failures.write = -error;
  expect(kernel.boot().calls).toContain(`discard(${signal})`);
});

test("-w warns of orphans alone, and not if warnings are off", () => {
  for (const [env, text] of [
    [{}, "pid-one: reaped 3, exited with 4\n"],
    [{ TINI_VERBOSITY: "0" }, ""],
  ] as const) {
    const kernel = new ModelKernel({ args: ["-w", "x"], env }).boot().settle();
    kernel.spawn(1);
    kernel.end(3, exited(4));
    kernel.send(SIGTERM);
    expect(kernel.settle().output[2]).toBe(text);
  }
});

test.each([
  ["-vv", ["started x as 2", "received SIGTERM", "forwarded SIGTERM to 2"]],
  ["-vvv", ["started x as 2", "no child to reap", "received SIGTERM", "forwarded SIGTERM to 2", "no child to reap"]],
])("%s tells of wake-ups, too", (option, lines) => {
  const kernel = new ModelKernel({ args: [option, "x"] }).boot().settle();
  kernel.send(SIGTERM);
  expect(kernel.settle().output[2]).toBe(lines.map((line) => `pid-one: ${line}\n`).join(""));
});

test.each([0, 9, 10, 99, 100, 255])("%i is a number", (code) => {
  const kernel = new ModelKernel({ args: ["-v", "x"] }).boot().settle();
  kernel.end(2, exited(code));
  expect(kernel.settle().output[2]).toContain(`exiting with ${code}: 2 exited with ${code}\n`);
});

test("the compiler may put two letters into one unit of a text", () => {
  const kernel = new ModelKernel();
  installKernel(kernel);
  put("\u6948!");
  kernel.write(1);
  expect(kernel.output[1]).toBe("Hi!");
});
