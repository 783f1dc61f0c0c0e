import { expect, test } from "vitest";
import { exited, ModelKernel } from "./model-kernel.ts";

/** A kernel whose terminal on descriptor 0 belongs to a session and has a foreground group. */
function onTerminal(setup: ConstructorParameters<typeof ModelKernel>[0], session: number, foreground: number) {
  const kernel = new ModelKernel(setup);
  Object.assign(kernel.terminal, { session, foreground });
  return kernel;
}
const about = (kernel: ModelKernel, pattern: RegExp) => kernel.calls.filter((call) => pattern.test(call));
const TERMINAL = /Terminal|Session|Group/;

test("the leader of the terminal's session gives it up, and is deaf to what the kernel then sends", () => {
  const kernel = onTerminal({}, 1, 1).boot();
  expect(kernel.calls.slice(0, 4)).toEqual([
    "setAction(1, true)",
    "setAction(18, true)",
    "leaveTerminal()",
    "blockSignals(true)",
  ]);
});

test("the child of such a leader takes the terminal for a session of its own", () => {
  const kernel = onTerminal({ forkResult: 0 }, 1, 1).boot();
  expect(about(kernel, TERMINAL)).toEqual(["leaveTerminal()", "newSession()", "takeTerminal()"]);
});

test("started from a shell, the child stays in the session and becomes its foreground group", () => {
  const kernel = onTerminal({ pid: 50, forkResult: 0 }, 10, 50).boot();
  expect(about(kernel, TERMINAL)).toEqual(["newGroup()", "setForegroundGroup(50)"]);
});

test("started from a shell in the background, the child stays there", () => {
  const kernel = onTerminal({ pid: 50, forkResult: 0 }, 10, 10).boot();
  expect(about(kernel, TERMINAL)).toEqual(["newGroup()"]);
});

test("a session and a group whose leaders are outside our PID namespace are as good as others", () => {
  const kernel = onTerminal({ forkResult: 0 }, 0, 0);
  kernel.ownGroup = () => 0;
  expect(about(kernel.boot(), TERMINAL)).toEqual(["newGroup()", "setForegroundGroup(1)"]);
});

test("without a terminal the child gets a session, and a console that nobody has", () => {
  const kernel = new ModelKernel({ forkResult: 0 }).boot();
  expect(about(kernel, TERMINAL)).toEqual(["newSession()", "takeTerminal()"]);
});

test("a command started in the background keeps a terminal that it was given since", () => {
  const kernel = onTerminal({ pid: 50 }, 10, 10).boot();
  kernel.terminal.foreground = 51;
  kernel.end(51, exited(0));
  expect(kernel.settle().exitCode).toBe(0);
  expect(about(kernel, TERMINAL)).toEqual([]);
});

/** The command is process 51. What it did with the terminal is set by hand: the kernel here runs no child. */
test.each([
  ["is given back if the command has it", 51, ["setForegroundGroup(50)"]],
  ["stays with the shell if that took it", 10, []],
])("at the end the terminal %s", (_, foreground, calls) => {
  const kernel = onTerminal({ pid: 50 }, 10, 50);
  kernel.boot();
  const [command] = kernel.alive();
  kernel.terminal.foreground = foreground;
  kernel.end(command ?? 0, exited(0));
  expect(kernel.settle().exitCode).toBe(0);
  expect(about(kernel, TERMINAL)).toEqual(calls);
});
