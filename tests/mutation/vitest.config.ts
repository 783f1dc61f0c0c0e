import { defineConfig } from "vitest/config";

/** The tests of the init's policy, as the mutation tests run them. */
export default defineConfig({
  test: {
    include: ["tests/init/*.test.ts"],
    // The second one reads options.ts as text, in which there are all mutants at once.
    exclude: ["tests/init/*.{system,long}.test.ts", "tests/init/usage.test.ts"],
    setupFiles: ["tests/mutation/one-seed.ts"],
  },
});
