/** Whoever presents the course's own chapter has words for each slide, and readers of its article do not see them. */
import { expect, test } from "vitest";
import { articlesOf } from "../../src/course/article.ts";
import { toHtml } from "../../src/course/dialect/render.ts";
import { readDeck } from "../../src/course/read-deck.ts";
import { contentOf } from "../../src/course/slide-content.ts";

const deck = await readDeck("slides/init-systems.yml", {});
const slides = deck.slides.map((slide) => ({
  where: `${slide.place.file}:${slide.place.line} ${slide.id}`,
  words: contentOf(slide)
    .notes.flatMap(({ notes }) => notes.speaker.lines)
    .filter((line) => line.trim() !== ""),
}));

test("each slide has notes, titles and contents too", () => {
  expect(slides.length).toBeGreaterThan(20);
  expect(slides.filter(({ words }) => words.length === 0).map(({ where }) => where)).toEqual([]);
});

test("the article has none of them", () => {
  const html = articlesOf(deck)
    .map(({ tree }) => toHtml(tree))
    .join("\n");
  expect(html).toContain("Whatever else an init system does");
  // The end of a note may be two words that stand in the text as well; no first line is.
  expect(slides.flatMap(({ words }) => words.slice(0, 1)).filter((line) => html.includes(line))).toEqual([]);
});
