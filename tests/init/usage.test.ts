/** What `pid-one -h` says, what src/init/README.md says, and what is accepted: the same options, the same settings. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ModelKernel } from "./model-kernel.ts";

const readme = await readFile(new URL("../../src/init/README.md", import.meta.url), "utf8");
const rows = /\| option \| environment \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(readme)?.[1]?.trim().split("\n") ?? [];
const help = new ModelKernel({ args: ["-h"] }).boot().output[1] ?? "";

/** Each once, in order of their letters. */
const found = (pattern: RegExp, texts: string[]) =>
  [...new Set(texts.flatMap((text) => text.match(pattern) ?? []))].sort();
const OPTION = /(?<![\w-])--?[a-z][a-z-]*/gi;
const SETTING = /\bTINI_[A-Z_]+/g;

const cellsOf = (column: number) => rows.map((row) => row.split("|")[column] ?? "");
const inReadme = found(OPTION, cellsOf(1));
const inHelp = found(
  OPTION,
  help.split("\n").filter((line) => line.startsWith(" -")),
);

test("the README's table and -h name the same options", () => {
  expect(inReadme.length).toBeGreaterThan(15);
  expect(inReadme).toEqual(inHelp);
});

test("the README's table and -h name the same settings of the environment", () => {
  const settings = found(SETTING, cellsOf(2));
  expect(settings.length).toBeGreaterThan(2);
  expect(settings).toEqual(found(SETTING, [help]));
  expect(readme).toContain("`PIDONE_INIT_`");
  expect(help).toContain("PIDONE_INIT_");
});

/** What is said of an option on standard error, if it is followed by what may be its value. */
const complaint = (option: string) => new ModelKernel({ args: [option, "1", "command"] }).boot().output[2] ?? "";

test.each(inHelp)("%s is accepted", (option) => {
  expect(complaint(option)).not.toContain("unknown option");
});

test("no letter is accepted that -h does not name", () => {
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"].map((letter) => `-${letter}`);
  const accepted = letters.filter((letter) => !complaint(letter).includes("unknown option"));
  expect(accepted.sort()).toEqual(inHelp.filter((option) => /^-\w$/.test(option)));
});

test("no word is accepted that -h does not name", async () => {
  const source = await readFile(new URL("../../src/init/options.ts", import.meta.url), "utf8");
  expect(found(/(?<=isWord\(")--[a-z-]+/g, [source])).toEqual(inHelp.filter((option) => option.startsWith("--")));
});
