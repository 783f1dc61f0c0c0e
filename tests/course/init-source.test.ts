/** What the course shows of the init's source is in it. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the lines of policy.ts that a slide shows are those of policy.ts", async () => {
  const [chapter, policy] = await Promise.all(
    ["slides/init-systems/an-init-for-containers.md", "src/init/policy.ts"].map((file) => readFile(file, "utf8")),
  );
  const shown = /```ts\n([\s\S]+?)```/.exec(chapter ?? "")?.[1] ?? "";
  expect(shown).toMatch(/onCommandEnded/);
  expect(policy).toContain(shown);
});
