/** `--kernel-reap` on a model kernel: who reaps, what wakes the init, and what it does where the kernel cannot. */
import { constants } from "node:os";
import { expect, test } from "vitest";
import { exited, killed, ModelKernel } from "./model-kernel.ts";

const COMMAND = 2;
const { SIGCHLD, SIGTERM, SIGUSR1 } = constants.signals;
const { EAGAIN, EMFILE, ENOSYS, ESRCH } = constants.errno;

function boot(prepare: (kernel: ModelKernel) => void = () => {}, ...options: string[]): ModelKernel {
  const kernel = new ModelKernel({ args: ["--kernel-reap", ...options, "command"] });
  kernel.keepsStatus = true;
  prepare(kernel);
  return kernel.boot().settle();
}

function orphan(kernel: ModelKernel, status: number): void {
  const parent = kernel.spawn(COMMAND);
  const child = kernel.spawn(parent);
  kernel.end(parent, exited(0));
  kernel.end(child, status);
}

test("orphans are gone without a wake-up, and the command's code is told", () => {
  const kernel = boot();
  const wakeUps = kernel.wakeUps;
  for (let left = 100; left > 0; left--) orphan(kernel, exited(3));
  kernel.settle();
  expect(kernel.wakeUps).toBe(wakeUps);
  expect(kernel.zombiesOfInit()).toEqual([]);
  kernel.end(COMMAND, exited(9));
  expect(kernel.settle().exitCode).toBe(9);
  expect(kernel.output[2]).toBe("");
});

test("a command that a signal killed gives 128 and the signal, while orphans are left", () => {
  const kernel = boot(undefined, "-v");
  kernel.spawn(1);
  kernel.end(COMMAND, killed(SIGTERM));
  expect(kernel.settle().exitCode).toBe(143);
  expect(kernel.output[2]).toContain("exiting with 143: 2 was killed by SIGTERM\n");
});

test("signals are forwarded, and one that says nothing new wakes no harm", () => {
  const kernel = boot();
  kernel.send(SIGUSR1);
  kernel.send(SIGCHLD);
  expect(kernel.settle().exitCode).toBeUndefined();
  expect(kernel.forwarded).toEqual(new Map([[SIGUSR1, 1]]));
});

test("a command that ended before the kernel was asked is reaped by the init", () => {
  const kernel = new ModelKernel({ args: ["--kernel-reap", "command"] });
  kernel.keepsStatus = true;
  const { watchSignals } = kernel;
  kernel.watchSignals = () => {
    kernel.end(COMMAND, exited(5));
    return watchSignals();
  };
  expect(kernel.boot().settle().exitCode).toBe(5);
});

test("what a stopped command leaves has its time of grace, and its end wakes the init", () => {
  const kernel = boot(undefined, "--grace", "5");
  const left = kernel.spawn(1);
  kernel.send(SIGTERM);
  kernel.settle();
  kernel.end(COMMAND, killed(SIGTERM));
  expect(kernel.settle().exitCode).toBeUndefined();
  expect(kernel.calls).toContain(`setAction(${SIGCHLD}, false)`);
  kernel.end(left, exited(0));
  expect(kernel.settle().exitCode).toBe(143);
});

test.each<[string, (kernel: ModelKernel) => void]>([
  ["an older kernel", (kernel) => (kernel.keepsStatus = false)],
  ["no room for another process", (kernel) => (kernel.failures.forkNothing = -EAGAIN)],
  ["a kernel or a sandbox without pidfds", (kernel) => (kernel.failures.watchProcess = -ENOSYS)],
  ["no descriptor left", (kernel) => (kernel.failures.watchSignals = -EMFILE)],
])("with %s it says so and reaps as usual", (_, prepare) => {
  const kernel = boot(prepare);
  expect(kernel.output[2]).toBe(
    "pid-one: --kernel-reap needs Linux 6.15 and two free descriptors: reaping orphans ourselves\n",
  );
  expect(kernel.calls).not.toContain(`setAction(${SIGCHLD}, true)`);
  orphan(kernel, exited(0));
  expect(kernel.settle().zombiesOfInit()).toEqual([]);
  kernel.end(COMMAND, exited(7));
  expect(kernel.settle().exitCode).toBe(7);
});

test("TINI_VERBOSITY=0 leaves the warning out", () => {
  const kernel = new ModelKernel({ args: ["--kernel-reap", "command"], env: { TINI_VERBOSITY: "0" } }).boot();
  expect(kernel.output[2]).toBe("");
});

test("a status that is lost all the same ends us with an error, not in a loop", () => {
  const kernel = boot();
  kernel.failures.exitStatus = -ESRCH;
  kernel.end(COMMAND, exited(0));
  expect(kernel.settle().exitCode).toBe(1);
  expect(kernel.output[2]).toBe("pid-one: cannot wait for the command: error 3\n");
});

test("a command that succeeded is told by its status 0", () => {
  const kernel = boot();
  kernel.end(COMMAND, exited(0));
  expect(kernel.settle().exitCode).toBe(0);
});

test.each<[string, (kernel: ModelKernel) => void]>([
  [
    "cannot be had while orphans live",
    (kernel) => {
      kernel.failures.exitStatus = -ESRCH;
      kernel.spawn(1);
      kernel.end(COMMAND, exited(0));
    },
  ],
  ["never comes, as there is no child", (kernel) => kernel.processes.clear()],
])("a status that %s ends us with an error, not in an endless wait", (_, prepare) => {
  const kernel = boot();
  prepare(kernel);
  kernel.send(SIGCHLD);
  expect(kernel.settle().exitCode).toBe(1);
});

test("descriptor 0 is as good as another", () => {
  const kernel = boot(({ failures }) => Object.assign(failures, { watchSignals: 0, watchProcess: 0 }));
  expect(kernel.output[2]).toBe("");
  expect(kernel.calls).toContain(`setAction(${SIGCHLD}, true)`);
});

test("what it took to find out what the kernel can do is given back", () => {
  expect(boot((kernel) => Object.assign(kernel.output, { 3: "" })).calls).toContain("close(3)");
});

test.each(["forkNothing", "watchProcess"] as const)(
  "if %s fails nothing is awaited or closed by an error's number",
  (name) => {
    const used: number[] = [];
    boot((kernel) => {
      kernel.failures[name] = -EAGAIN;
      const { awaitEnd } = kernel;
      kernel.awaitEnd = (pid) => {
        used.push(pid);
        return awaitEnd(pid);
      };
      kernel.close = (fd) => used.push(fd);
    });
    expect(used.filter((number) => number < 0)).toEqual([]);
  },
);

test("without the option no signal's action is set at the end", () => {
  const kernel = new ModelKernel().boot().settle();
  const before = kernel.calls.length;
  kernel.end(COMMAND, exited(0));
  expect(kernel.settle().calls.slice(before)).toEqual([]);
});

test("a kernel that nothing was found out about is not trusted with the command's status", () => {
  const kernel = boot((prepared) => {
    const { watchProcess } = prepared;
    let refusals = 1;
    prepared.watchProcess = (pid) => (refusals-- > 0 ? -EMFILE : watchProcess(pid));
  });
  expect(kernel.calls).not.toContain(`setAction(${SIGCHLD}, true)`);
});

test("a kernel that has no child of ours, and no status, ends us with what it said", () => {
  const kernel = boot();
  kernel.end(COMMAND, exited(0));
  kernel.keepsStatus = false;
  expect(kernel.settle().exitCode).toBe(1);
  expect(kernel.output[2]).toBe("pid-one: cannot wait for the command: there is no child\n");
});
