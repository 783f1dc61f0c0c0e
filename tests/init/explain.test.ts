import { expect, test } from "vitest";
import { ModelKernel } from "./model-kernel.ts";

const START = "start nginx as our child: as PID 1 it would miss each signal that it does not handle";
const FORWARD = "forward signals to it: they come to us, but mean the command";
const JOB = "at SIGTSTP, SIGTTIN or SIGTTOU stop it, then ourselves: a job stops as one";
const REAP = "reap each orphan: the kernel makes it ours, and a zombie keeps its PID";
const EXIT = "exit with its code, or 128 + the signal that killed it: our parent learns how it ended";

/** What is said with these options; nothing may be done meanwhile. */
function explained(options: string[], pid = 1): string[] {
  const kernel = new ModelKernel({ args: [...options, "--explain", "nginx", "-g"], pid }).boot();
  expect(kernel.exitCode).toBe(0);
  expect(kernel.calls).toEqual([]);
  expect(kernel.output[2]).toBe("");
  return (kernel.output[1] ?? "").split("\n").slice(0, -1);
}

test("PID 1 without options", () => {
  expect(explained([])).toEqual([START, FORWARD, JOB, REAP, EXIT]);
});

test("outside PID 1 it depends on -s who gets orphans", () => {
  expect(explained([], 7)).toEqual([START, FORWARD, JOB, "reap no orphan: without -s they go to PID 1", EXIT]);
  expect(explained(["-s"], 7)).toEqual([START, FORWARD, JOB, REAP, EXIT]);
});

test("each option that changes what is done has its line", () => {
  expect(explained(["-g", "--grace", "5", "-r", "TERM:QUIT", "-r", "hup:0"])).toEqual([
    START,
    "forward signals to it and its group: they come to us, but mean the command",
    "drop SIGHUP: -r says so",
    "forward SIGTERM as SIGQUIT: -r says so",
    JOB,
    REAP,
    "after TERM, INT or QUIT give what it leaves SIGTERM, then SIGKILL in 5 s: else the kernel kills it unwarned",
    EXIT,
  ]);
});

test("it takes no value, and needs a command to speak of", () => {
  expect(new ModelKernel({ args: ["--explain=1", "x"] }).boot().exitCode).toBe(1);
  expect(new ModelKernel({ args: ["--explain"] }).boot().output[2]).toContain("no command");
});

test("it begins anew after a warning, and knows the last signal", () => {
  const kernel = new ModelKernel({ args: ["--explain", "-r", "64:1", "nginx"], env: { TINI_VERBOSITY: "x" } }).boot();
  expect(kernel.output[1]).toMatch(/^start nginx/);
  expect(kernel.output[1]).toContain("\nforward SIGRTMIN+30 as SIGHUP: -r says so\n");
});

test("--kernel-reap has its line", () => {
  const reaping = "let the kernel reap each orphan, if it is new enough: then none wakes us";
  expect(explained(["--kernel-reap"])).toEqual([START, FORWARD, JOB, reaping, EXIT]);
});
