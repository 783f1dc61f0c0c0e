/** What the course says of the init's source is in it. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

test("the slide on how the init is made names a function that its source has", async () => {
  const chapter = await readFile("slides/init-systems/an-init-for-containers.md", "utf8");
  const name = /\[policy\.ts\]\(\/init\/policy\.ts\.txt\)[^()]*\(`(\w+)`\)/.exec(chapter)?.[1] ?? "nothing is named";
  expect(await readFile("src/init/policy.ts", "utf8")).toContain(`export function ${name}(`);
});
