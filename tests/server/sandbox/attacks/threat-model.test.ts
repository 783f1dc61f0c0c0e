/** ARCHITECTURE.md, "Threat model", names what shows each defence: neither may go without the other. */
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { attacks } from "./attacks.ts";
import { podAttacks } from "./pod.ts";

const architecture = await readFile(resolve(import.meta.dirname, "../../../../ARCHITECTURE.md"), "utf8");
const threatModel = architecture.slice(architecture.indexOf("## Threat model"));

/** What the bombs of exhaustion-attacks.ts are made of. */
const bombs = ["burn.c", "hold.c", "spawn.c"];

test("every attack program is named", async () => {
  const programs = (await readdir(join(import.meta.dirname, "programs"))).filter((name) => name.endsWith(".c"));
  const unnamed = programs.filter((name) => !bombs.includes(name) && !threatModel.includes(`\`${name.slice(0, -2)}\``));
  expect(unnamed).toEqual([]);
});

test("every attack names its source, and no two have one name", () => {
  const all = [...attacks, ...podAttacks];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { source } of all) expect(source).toMatch(/\(\d\)|CVE-\d{4}-\d+|\.rst/);
});
