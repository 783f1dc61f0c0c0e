import { expect, test } from "vitest";
import type { SlideHtml } from "../../../src/components/deck/slides.ts";
import { changesOf } from "../../../src/components/live-text/changes.ts";

function slide(id: string, html: string, more: Partial<SlideHtml> = {}): SlideHtml {
  return { id, html, notes: "", classes: [], counted: true, leftOutBy: [], section: "", ...more };
}
const article = (html: string, title = "One") => ({ data: { title }, html });
const deck = (...slides: SlideHtml[]) => ({ data: { title: "One", slides }, html: "" });

test("what is as it was is no change", () => {
  expect(changesOf("chapters", "a", article("x"), article("x"))).toEqual([]);
  expect(changesOf("decks", "a", deck(slide("b", "x")), deck(slide("b", "x")))).toEqual([]);
});

test("of an article its text can change alone; a title, or an article that is new, makes the page come anew", () => {
  expect(changesOf("chapters", "a", article("x"), article("y"))).toEqual([
    { kind: "article", id: "a", before: "x", after: "y" },
  ]);
  const anew = [{ kind: "page", path: "read/a/" }];
  expect(changesOf("chapters", "a", article("x"), article("y", "Two"))).toEqual(anew);
  expect(changesOf("chapters", "a", undefined, article("x"))).toEqual(anew);
});

test("of a deck what is on slides can change alone: their text, and their notes", () => {
  const before = deck(slide("b", "x"), slide("c", "y"), slide("d", "z"));
  expect(
    changesOf("decks", "a", before, deck(slide("b", "x2"), slide("c", "y"), slide("d", "z", { notes: "n" }))),
  ).toEqual([
    { kind: "slide", deck: "a", id: "b", before: "x", html: "x2", notes: "" },
    { kind: "slide", deck: "a", id: "d", before: "z", html: "z", notes: "n" },
  ]);
});

test("a deck whose slides are others, or look otherwise, comes anew", () => {
  const anew = [{ kind: "page", path: "deck/a/" }];
  const before = deck(slide("b", "x"));
  expect(changesOf("decks", "a", before, deck(slide("b", "x"), slide("c", "y")))).toEqual(anew);
  expect(changesOf("decks", "a", before, deck(slide("c", "x")))).toEqual(anew);
  expect(changesOf("decks", "a", before, deck(slide("b", "x", { classes: ["pic"] })))).toEqual(anew);
});

test("a lab stands on many pages: all come anew", () => {
  expect(changesOf("labs", "zombies", article("x"), article("y"))).toEqual([{ kind: "page", path: "" }]);
});
