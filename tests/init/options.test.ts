import { expect, test } from "vitest";
import { ModelKernel } from "./model-kernel.ts";

test.each([
  [["command"], "command"],
  [["--", "command"], "command"],
  [["-v", "command", "-h"], "command,-h"],
  [["-vv", "-v", "--", "-odd"], "-odd"],
  [["--", "--", "x"], "--,x"],
  [["command", "--", "x"], "command,--,x"],
  [["--", "-v"], "-v"],
])("%j runs the right command", (args, command) => {
  const kernel = new ModelKernel({ args, env: { PATH: "" }, forkResult: 0 }).boot();
  const [name, ...rest] = command.split(",");
  expect(kernel.calls).toContain(`exec(${[name, name, ...rest].join(", ")})`);
});

test.each([["-h"], ["--help"], ["-vh"]])("%s shows help and runs nothing", (option) => {
  const kernel = new ModelKernel({ args: [option, "command"] }).boot();
  expect(kernel.exitCode).toBe(0);
  expect(kernel.output[1]).toMatch(/^usage: pid-one \[-v\] \[--\] COMMAND/);
  expect(kernel.output[2]).toBe("");
  expect(kernel.calls).toEqual([]);
});

test("--version", () => {
  const kernel = new ModelKernel({ args: ["--version"] }).boot();
  expect(kernel.exitCode).toBe(0);
  expect(kernel.output[1]).toBe("pid-one 1.2.3\n");
});

test.each([["-x"], ["-"], ["-vx"], ["--verbose"], ["---"], ["--versions"], ["-qh"]])(
  "%s is refused, with what to write instead",
  (option) => {
    const kernel = new ModelKernel({ args: [option, "command"] }).boot();
    expect(kernel.exitCode).toBe(1);
    expect(kernel.output[2]).toBe(
      `pid-one: unknown option '${option}': use -v, -h or --version, and put -- before the command\n`,
    );
    expect(kernel.calls).toEqual([]);
  },
);

test.each([[[]], [["-v"]], [["--"]], [["-v", "--"]]])("%j lacks a command", (args) => {
  const kernel = new ModelKernel({ args }).boot();
  expect(kernel.exitCode).toBe(1);
  expect(kernel.output[2]).toBe("pid-one: no command: use pid-one [-v] [--] COMMAND [ARGUMENT...]\n");
});
