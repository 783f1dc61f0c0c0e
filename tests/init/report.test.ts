import { constants } from "node:os";
import { expect, test } from "vitest";
import { exited, killed, ModelKernel } from "./model-kernel.ts";

const { EAGAIN, EPIPE } = constants.errno;
const { SIGPIPE, SIGTERM } = constants.signals;

/** A kernel with descriptor 3 open to write. */
function reporting(args: string[], setup: ConstructorParameters<typeof ModelKernel>[0] = {}) {
  const kernel = new ModelKernel({ ...setup, args: ["--report", "3", ...args] });
  kernel.output[3] = "";
  return kernel;
}
const lines = (kernel: ModelKernel) =>
  (kernel.output[3] ?? "")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));

test("each thing that is done is a line of JSON, in order and with its time", () => {
  const kernel = reporting(["-r", "1:2", "-r", "10:0", "server"]).boot().settle();
  kernel.spawn(1);
  kernel.spawn(1);
  kernel.advance(250);
  for (const signal of [SIGTERM, 1, 10]) {
    kernel.send(signal);
    kernel.settle();
  }
  kernel.advance(50);
  kernel.end(3, exited(4));
  kernel.end(4, killed(9));
  kernel.settle();
  kernel.end(2, killed(SIGTERM));
  kernel.settle();
  expect(lines(kernel)).toEqual([
    { event: "started", at_ms: 0, pid: 2, command: "server" },
    { event: "forwarded", at_ms: 250, signal: "SIGTERM", pid: 2 },
    { event: "forwarded", at_ms: 250, signal: "SIGHUP", as: "SIGINT", pid: 2 },
    { event: "adopted-and-reaped", at_ms: 300, pid: 3, code: 4 },
    { event: "adopted-and-reaped", at_ms: 300, pid: 4, signal: "SIGKILL" },
    { event: "child-exited", at_ms: 300, pid: 2, signal: "SIGTERM" },
    { event: "exiting", at_ms: 300, code: 143 },
  ]);
});

test("a signal to the group", () => {
  const kernel = reporting(["-g", "x"]).boot().settle();
  kernel.send(SIGTERM);
  expect(lines(kernel.settle())[1]).toEqual({ event: "forwarded", at_ms: 0, signal: "SIGTERM", group: 2 });
});

test("the time goes on when the clock's 32 bits do not", () => {
  const kernel = Object.assign(reporting(["x"]), { clock: 2 ** 31 - 100 })
    .boot()
    .settle();
  kernel.advance(300).send(SIGTERM);
  expect(lines(kernel.settle())[1].at_ms).toBe(300);
});

test.each([
  ['a"b\\c', 'a"b\\c'],
  ["a ~", "a ~"],
  ["\x1b\x7f\nü", "?????"],
  ["x".repeat(200), "x".repeat(100)],
  ['"'.repeat(200), '"'.repeat(100)],
])("the command %j stands in good JSON", (name, shown) => {
  expect(lines(reporting(["--", name]).boot())[0].command).toBe(shown);
});

test("lines that nobody takes are dropped and counted, and the count comes first once there is room", () => {
  const kernel = reporting(["x"]).boot().settle();
  kernel.fullDescriptor = 3;
  for (let times = 0; times < 3; times++) {
    kernel.send(SIGTERM);
    kernel.settle();
  }
  kernel.fullDescriptor = -1;
  kernel.send(1);
  kernel.settle();
  expect(lines(kernel).slice(1)).toEqual([
    { event: "dropped", at_ms: 0, lines: 3 },
    { event: "forwarded", at_ms: 0, signal: "SIGHUP", pid: 2 },
  ]);
});

test("lines that are missing at the end are counted, if there is room for that by then", () => {
  const kernel = reporting(["x"]).boot().settle();
  const { writeNow } = kernel;
  let refusals = 2;
  kernel.writable = () => 0;
  kernel.writeNow = (fd) => (refusals-- > 0 ? -EAGAIN : writeNow(fd));
  kernel.end(2, exited(3));
  expect(kernel.settle().exitCode).toBe(3);
  expect(lines(kernel).slice(1)).toEqual([{ event: "dropped", at_ms: 0, lines: 2 }]);
});

test("without a report nobody asks for the time", () => {
  const kernel = new ModelKernel();
  kernel.milliseconds = () => expect.fail("asked");
  kernel.boot().settle();
  kernel.send(SIGTERM);
  kernel.settle();
  kernel.end(2, exited(3));
  expect(kernel.settle().exitCode).toBe(3);
});

test("a terminal on descriptor 0 may be open to write, too", () => {
  const kernel = new ModelKernel({ args: ["--report", "0", "x"] });
  kernel.output[0] = "";
  kernel.openMode = () => 2;
  expect(kernel.boot().output[0]).toContain("started");
});

test("a reader that went away ends nothing", () => {
  const kernel = reporting(["x"]);
  kernel.failures.write = -EPIPE;
  kernel.boot().settle();
  expect(kernel.calls).toContain(`discard(${SIGPIPE})`);
  kernel.end(2, exited(5));
  expect(kernel.settle().exitCode).toBe(5);
});

test("the command does not get the descriptor, unless it is a standard one", () => {
  expect(reporting(["x"], { forkResult: 0 }).boot().calls).toContain("close(3)");
  const calls = new ModelKernel({ args: ["--report", "2", "x"], forkResult: 0 }).boot().calls;
  expect(calls.filter((call) => call.startsWith("close"))).toEqual([]);
});

test.each([
  [["--report", "9"], "--report 9"],
  [["--report", "0"], "--report 0"],
  [["--report=9"], "--report=9"],
  [["--report", "out"], "--report out"],
  [["--report", "2x"], "--report 2x"],
  [["--report"], "--report"],
])("%j is refused", (args, shown) => {
  const kernel = new ModelKernel({ args: [...args] }).boot();
  expect(kernel.exitCode).toBe(1);
  expect(kernel.output[2]).toBe(
    `pid-one: bad value in '${shown}': use a descriptor that is open to write, as 3 with 3>FILE in a shell\n`,
  );
});
