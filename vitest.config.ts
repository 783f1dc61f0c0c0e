import { defineConfig } from "vitest/config";

/** `unit` needs nothing but Node; `system` starts real containers and a real server, one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.system.test.ts"],
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
    ],
  },
});
