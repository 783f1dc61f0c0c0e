/** Slides as a page gets them: addresses that stay, steps, notes, labs. */
import { expect, test } from "vitest";
import { type SlideHtml, slidesOf } from "../../src/components/deck/slides.ts";
import { deckOf } from "../course/deck-of.ts";

function slides(text: string): SlideHtml[] {
  return slidesOf(deckOf({ "a.md": text }), (address) => address);
}

test("an address is made from the name or the heading, and stays when slides are inserted before", () => {
  const some = "## One\n\na\n\n---\n\nname: chosen\n\n## Two\n\nb\n\n---\n\n## Three\n";
  const ids = slides(some).map(({ id }) => id);
  expect(ids).toEqual(["one", "chosen", "three"]);
  expect(slides(`## New\n\nn\n\n---\n\n${some}`).map(({ id }) => id)).toEqual(["new", ...ids]);
});

test("what a step adds is a fragment, all of a step at once", () => {
  const [slide] = slides("## One\n\nfirst\n\n--\n\nsecond\n\nalso second\n\n--\n\nthird\n");
  const steps = [...(slide?.html ?? "").matchAll(/class="fragment" data-fragment-index="(\d)"/g)].map(
    ([, step]) => step,
  );
  expect(steps).toEqual(["0", "0", "1"]);
});

test("notes are the speaker's words", () => {
  const [slide] = slides("## One\n\nfirst\n\n???\n\nSay *this*.\n\n:EN:- Taught\n");
  expect(slide?.notes).toContain("Say <em>this</em>.");
  expect(slide?.notes).not.toContain("Taught");
});

test("links lead to slides by their address, and others are left alone", () => {
  const [slide] = slides("## One\n\n[two](#two), [out](https://a.example/)\n\n---\n\nname: two\n\n## Second\n\nb\n");
  expect(slide?.html).toContain('href="#two"');
  expect(slide?.html).toContain('href="https://a.example/"');
});

test("a title's slide is followed by what it opens, without the title again", () => {
  const [title, first] = slides("# Chapter\n\n## First\n\na\n");
  expect(title?.html).toContain("<h2>Chapter</h2>");
  expect(first?.html).not.toContain("Chapter");
});
