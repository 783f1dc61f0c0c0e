import { defineConfig } from "vitest/config";

// A test that hangs ends; one on a machine with other work is not a fault.
const onRealMachine = { retry: 1, testTimeout: 180_000, hookTimeout: 180_000 };

/**
 * `unit` needs nothing but Node; `init` starts the init; `system` starts real containers and a real server; `observer` holds
 * what is told of processes to the kernel, alone, as all share its events; `long` takes minutes: an emulated machine, a runtime that is not the
 * default, daemons that are killed, a course that is printed. What runs on the real machine has a second try, which is told
 * loudly: one race among a thousand tests is to be mended, but it need not keep all else from being used.
 */
export default defineConfig({
  test: {
    reporters: ["default", "./tests/second-tries.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.system.test.ts", "tests/**/*.long.test.ts"],
          // Each file leaves its worker as it was, so that modules need not be loaded 138 times.
          isolate: false,
          // A test that hangs ends; one on a machine with other work is not a fault.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "init",
          include: ["tests/init/*.system.test.ts"],
          // They wait more than they work.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          ...onRealMachine,
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/**/*.system.test.ts"],
          exclude: ["tests/init/**", "tests/observer/**"],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          ...onRealMachine,
        },
      },
      {
        test: {
          name: "observer",
          include: ["tests/observer/*.system.test.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          ...onRealMachine,
        },
      },
      {
        test: {
          name: "long",
          include: ["tests/**/*.long.test.ts"],
          fileParallelism: false,
          ...onRealMachine,
        },
      },
    ],
  },
});
