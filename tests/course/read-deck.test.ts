import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { textOf } from "../../src/course/dialect/source.ts";
import { findFile } from "../../src/course/links.ts";
import { readDeck, readDecks } from "../../src/course/read-deck.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "course-"));
  await mkdir(join(root, "slides/c/images"), { recursive: true });
  await mkdir(join(root, "k"));
});
afterEach(() => rm(root, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(root, name), text);

test("included files are beside the chapter, beside the manifest, or above it, and nowhere else", async () => {
  await write("slides/d.yml", "title: T\ncontent:\n- c/a.md\n- |\n  @@INCLUDE[k/above.yaml]\n");
  await write(
    "slides/c/a.md",
    "@@INCLUDE[own.yaml] @@\n@@INCLUDE[c/own.yaml]\n@@INCLUDE[../../../etc/hostname]\n@@INCLUDE[/etc/hostname]",
  );
  await write("slides/c/own.yaml", "a\nb\n");
  await write("k/above.yaml", "c\n");
  const deck = await readDeck(join(root, "slides/d.yml"), {});
  expect(deck.chapters.map(({ slides }) => slides.map(({ builds }) => textOf(builds[0].source)))).toEqual([
    ["a\nb @@\na\nb\n@@INCLUDE[../../../etc/hostname]\n@@INCLUDE[/etc/hostname]"],
    ["c\n"],
  ]);
  expect(deck.diagnostics.map(({ code, line }) => [code, line])).toEqual([
    ["macro-file", 3],
    ["macro-file", 4],
  ]);
});

test("nothing hidden is included, and a folder between chapter and manifest counts as well", async () => {
  await write("slides/d.yml", "title: T\ncontent: [c/images/a.md]\n");
  await write("slides/c/images/a.md", "@@INCLUDE[.env]\n@@INCLUDE[../c/.env]\n@@INCLUDE[own.yaml]\n![](x.png)");
  await write("slides/c/own.yaml", "a\n");
  await write("slides/c/.env", "secret");
  await write("slides/.env", "secret");
  await write(".env", "secret");
  await write("slides/c/x.png", "");
  const deck = await readDeck(join(root, "slides/d.yml"), {});
  expect(deck.chapters[0]?.slides.map(({ builds }) => textOf(builds[0].source))).toEqual([
    "@@INCLUDE[.env]\n@@INCLUDE[../c/.env]\na\n![](x.png)",
  ]);
  expect(findFile(deck, join(root, "slides/c/images/a.md"), "x.png")).toBe("c/x.png");
});

test("decks are read in the order of their names; the environment may set a key anew", async () => {
  await write("slides/b.yml", "title: B\ncontent: [c/a.md]\n");
  await write("slides/a.yml", "title: A\ncontent: [c/a.md]\n");
  await write("slides/c/a.md", "# @@TITLE@@");
  await write("slides/docker-compose.yml", "services: {}\n");
  const decks = await readDecks(join(root, "slides"), { OVERRIDE_title: "C" });
  expect(decks.map(({ id, chapters }) => [id, chapters[0]?.id, chapters[0]?.title])).toEqual([
    ["a", "a", "C"],
    ["b", "a", "C"],
  ]);
});

test("images are as seen from the chapter or from the manifest, and never outside of its folder", async () => {
  await write("slides/c/own image.png", "");
  await write("slides/x.png", "");
  await write("out.png", "");
  const dir = join(root, "slides");
  const find = (address: string) => findFile({ dir }, relative(process.cwd(), join(dir, "c/a.md")), address);
  expect(find("own%20image.png")).toBe("c/own image.png");
  expect(find("x.png?v=1#a")).toBe("x.png");
  expect(find("../x.png")).toBe("x.png");
  expect(find("../../out.png")).toBeUndefined();
  expect(find("%ff")).toBeUndefined();
});
