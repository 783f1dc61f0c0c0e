import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { labDigest } from "../../src/course/lab-digest.ts";
import { readLab } from "../../src/course/labs.ts";

const root = await mkdtemp(join(tmpdir(), "digest-"));
afterAll(() => rm(root, { recursive: true }));

const front = `title: Try
summary: One.
inits: [none]
command: [/lab/bin/app]
tasks:
  - id: run
    goal: Run it.
    check: { event: executed, name: app }
    solution: [app]`;

async function digestWith(frontMatter: string, text: string, program: string | null): Promise<string> {
  const dir = await mkdtemp(join(root, "lab-"));
  await writeFile(join(dir, "lab.md"), `---\n${frontMatter}\n---\n${text}\n`);
  if (program !== null) {
    await mkdir(join(dir, "bin"));
    await writeFile(join(dir, "bin", "app"), program);
  }
  return await labDigest(await readLab(dir));
}

test("a lab's digest is another one when what it runs or asks for is, and the same when its words are others", async () => {
  const digest = await digestWith(front, "Text.", "#!/bin/sh");
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(await digestWith(front.replace("One.", "Two."), "Other words.", "#!/bin/sh")).toBe(digest);
  const others = await Promise.all([
    digestWith(front, "Text.", "#!/bin/bash"),
    digestWith(front, "Text.", null),
    digestWith(front.replace("[app]", "[app -x]"), "Text.", "#!/bin/sh"),
    digestWith(front.replace("goal: Run", "goal: Start"), "Text.", "#!/bin/sh"),
    digestWith(front.replace("[none]", "[tini]"), "Text.", "#!/bin/sh"),
  ]);
  expect(new Set([digest, ...others]).size).toBe(6);
});
