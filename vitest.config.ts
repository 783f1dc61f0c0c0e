import { defineConfig } from "vitest/config";

/**
 * `unit` needs nothing but Node; `system` starts real containers and a real server, one file at a time; `long` takes
 * minutes: an emulated machine, a runtime that is not the default, daemons that are killed, a course that is printed.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.system.test.ts", "tests/**/*.long.test.ts"],
          // A test that hangs ends; one on a machine with other work is not a fault.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["tests/**/*.system.test.ts"],
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
