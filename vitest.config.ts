import { defineConfig } from "vitest/config";

/**
 * `unit` needs nothing but Node; `system` starts real containers and a real server, one file at a time; `guest` is for
 * what takes minutes in an emulated machine.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.system.test.ts", "tests/**/*.guest.test.ts"],
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
          name: "guest",
          include: ["tests/**/*.guest.test.ts"],
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
