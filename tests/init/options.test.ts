import { constants } from "node:os";
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
  [["-e", "1", "-e2", "-ge", "3", "command", "-g"], "command,-g"],
  [["-p", "TERM", "-svwgpSIGKILL", "-r", "1:2", "--rewrite", "3:4", "--rewrite=5:0", "-c", "--", "command"], "command"],
  [["--single-child", "--verbose", "-e", "0", "command"], "command"],
])("%j runs the right command", (args, command) => {
  const kernel = new ModelKernel({ args, env: { PATH: "" }, forkResult: 0 }).boot();
  const [name, ...rest] = command.split(",");
  expect(kernel.calls).toContain(`exec(${[name, name, ...rest].join(", ")})`);
});

test.each([["-h"], ["--help"], ["-vh"]])("%s shows help and runs nothing", (option) => {
  const kernel = new ModelKernel({ args: [option, "command"] }).boot();
  expect(kernel.exitCode).toBe(0);
  expect(kernel.output[1]).toMatch(/^usage: pid-one \[OPTION...\] \[--\] COMMAND/);
  expect(kernel.output[2]).toBe("");
  expect(kernel.calls).toEqual([]);
});

test.each([["--version"], ["-V"], ["-vV"]])("%s", (option) => {
  const kernel = new ModelKernel({ args: [option] }).boot();
  expect(kernel.exitCode).toBe(0);
  expect(kernel.output[1]).toBe("pid-one 1.2.3\n");
});

test.each([["-x"], ["-"], ["-vx"], ["--verbos"], ["--verbose=1"], ["-k"], ["---"], ["--versions"], ["-qh"]])(
  "%s is refused, with what to write instead",
  (option) => {
    const kernel = new ModelKernel({ args: [option, "command"] }).boot();
    expect(kernel.exitCode).toBe(1);
    expect(kernel.output[2]).toBe(
      `pid-one: unknown option '${option}': use one that pid-one -h lists, and put -- before the command\n`,
    );
    expect(kernel.calls).toEqual([]);
  },
);

test.each([[[]], [["-v"]], [["--"]], [["-v", "--"]]])("%j lacks a command", (args) => {
  const kernel = new ModelKernel({ args }).boot();
  expect(kernel.exitCode).toBe(1);
  expect(kernel.output[2]).toBe("pid-one: no command: use pid-one [OPTION...] [--] COMMAND [ARGUMENT...]\n");
});

test("-l", () => {
  const kernel = new ModelKernel({ args: ["-l"] }).boot();
  expect(kernel.exitCode).toBe(0);
  expect(kernel.output[1]).toBe("Apache License 2.0: https://www.apache.org/licenses/LICENSE-2.0\n");
});

const CODES = "a whole number from 0 to 255";
const SIGNALS = "a signal by name or number, as TERM, SIGTERM or 15";
const REWRITES = "two signals by name or number, as TERM:QUIT, or TERM:0 to drop it";
test.each([
  [["-e", "256"], "-e 256", CODES],
  [["-e", "-1"], "-e -1", CODES],
  [["-ve9x"], "-ve9x", CODES],
  [["-e", ""], "-e ", CODES],
  [["-e", "99999999999999999999"], "-e 99999999999999999999", CODES],
  [["-e"], "-e", CODES],
  [["-p", "SIGFOO"], "-p SIGFOO", SIGNALS],
  [["-p", "TERMX"], "-p TERMX", SIGNALS],
  [["-p", "TERM:"], "-p TERM:", SIGNALS],
  [["-p", "0"], "-p 0", SIGNALS],
  [["-p65"], "-p65", SIGNALS],
  [["-p"], "-p", SIGNALS],
  [["-p", "SIG"], "-p SIG", SIGNALS],
  [["-p", "RTMIN+31"], "-p RTMIN+31", SIGNALS],
  [["-p", "RTMIN+"], "-p RTMIN+", SIGNALS],
  [["-r", "TERM"], "-r TERM", REWRITES],
  [["-r", "TERM:"], "-r TERM:", REWRITES],
  [["-r", "0:TERM"], "-r 0:TERM", REWRITES],
  [["-r", "TERM:QUITX"], "-r TERM:QUITX", REWRITES],
  [["-r", "TERM:QUIT:INT"], "-r TERM:QUIT:INT", REWRITES],
  [["--rewrite", "x"], "--rewrite x", REWRITES],
  [["--rewrite=x"], "--rewrite=x", REWRITES],
  [["--rewrite="], "--rewrite=", REWRITES],
  [["--rewrite"], "--rewrite", REWRITES],
])("%j has a bad value, and the message says what is allowed", (args, shown, allowed) => {
  const kernel = new ModelKernel({ args }).boot();
  expect(kernel.exitCode).toBe(1);
  expect(kernel.output).toEqual({ 1: "", 2: `pid-one: bad value in '${shown}': use ${allowed}\n` });
  expect(kernel.calls).toEqual([]);
});

test.each([
  [{}, [], 1],
  [{ TINI_VERBOSITY: "0" }, ["-v"], 0],
  [{ TINI_VERBOSITY: "1" }, ["-v"], 1],
  [{ TINI_VERBOSITY: "2" }, [], 2],
  [{ TINI_VERBOSITY: "2", PIDONE_INIT_VERBOSITY: "0" }, [], 0],
  [{ PIDONE_INIT_VERBOSITY: "3" }, [], 3],
  [{ XTINI_VERBOSITY: "0", TINI_VERBOSITYX: "0" }, [], 1],
])("the verbosity by the environment %j with %j", (env, args, level) => {
  const kernel = new ModelKernel({ args: [...args, "x"], env: { PATH: "", ...env }, pid: 7 }).boot().settle();
  expect(kernel.output[2]?.includes("not PID 1")).toBe(level >= 1);
  expect(kernel.output[2]?.includes("started x")).toBe(level >= 2);
});

test.each(["", "x", "-1", "256", "1 "])("a verbosity of '%s' makes no sense: a warning, and the default", (value) => {
  const kernel = new ModelKernel({ args: ["-v", "x"], env: { TINI_VERBOSITY: value } }).boot();
  expect(kernel.output[2]).toBe(
    `pid-one: ignored 'TINI_VERBOSITY=${value}' in the environment: set it to a whole number from 0 to 255\n` +
      "pid-one: started x as 2\n",
  );
});

test("the next start knows nothing of the options of the one before", () => {
  new ModelKernel({ args: ["-w", "x"] }).boot();
  const kernel = new ModelKernel({ args: ["x"] }).boot().settle();
  kernel.end(kernel.spawn(1), 0);
  expect(kernel.settle().output[2]).toBe("");
});

test.each([
  ["-h", /^usage/],
  ["-l", /^Apache/],
  ["-V", /^pid-one 1/],
])("%s begins its text anew", (option, text) => {
  const kernel = new ModelKernel({ args: [option] });
  kernel.put(63);
  expect(kernel.boot().output[1]).toMatch(text);
});

test.each(Array.from({ length: 31 }, (_, at) => at + 1))(
  "signal %i is known by its name in small letters",
  (signal) => {
    const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? "";
    const kernel = new ModelKernel({ args: ["-p", name.toLowerCase(), "x"] }).boot();
    expect(kernel.calls).toContain(`signalAtParentsEnd(${signal})`);
  },
);
