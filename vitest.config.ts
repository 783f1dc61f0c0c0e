import { defineConfig } from "vitest/config";

/**
 * `unit` needs nothing but Node; `init` starts the init; `system` starts real containers and a real server, one file at a
 * time, as their observers share the kernel's events; `long` takes minutes: an emulated machine, a runtime that is not the
 * default, daemons that are killed, a course that is printed.
 */
export default defineConfig({
  test: {
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/**/*.system.test.ts"],
          exclude: ["tests/init/**"],
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "long",
          include: ["tests/**/*.long.test.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
