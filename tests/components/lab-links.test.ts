/** Links to the files of labs lead to their pages, on a site below a folder as well. */
import { expect, test } from "vitest";
import { labLinks, siteAddresses } from "../../src/components/addresses.ts";
import { slidesOf } from "../../src/components/deck/slides.ts";
import { articleHtml, articlesOf } from "../../src/course/article.ts";
import { renderLabText } from "../../src/course/lab-text.ts";
import { parseLab } from "../../src/course/labs.ts";
import { linkArticles } from "../../src/course/links.ts";
import { deckOf } from "../course/deck-of.ts";

const base = "/course";
const addressOf = labLinks(base);
const text = "# A\n\n[here](../../labs/orphans/lab.md), [not](labs.md), [out](https://a.example/labs/x/lab.md)";
const hrefs = (html = "") => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
const expected = ["/course/labs/orphans/", "labs.md", "https://a.example/labs/x/lab.md"];

test("in an article", () => {
  const deck = deckOf({ "slides/c/a.md": text });
  const articles = articlesOf(deck, { addressOf });
  linkArticles([{ deck, articles }], siteAddresses(base));
  expect(hrefs(articles.map(articleHtml).at(-1))).toEqual(expected);
});

test("on a slide, and in its speaker's notes", () => {
  const deck = deckOf({ "slides/c/a.md": `${text}\n\n???\n\n[there](../../labs/signals/lab.md)\n` });
  const slide = slidesOf(deck, { addressOf }).at(-1);
  expect(hrefs(slide?.html)).toEqual(expected);
  expect(hrefs(slide?.notes)).toEqual(["/course/labs/signals/"]);
});

test("in a lab's text", () => {
  const source = "---\ntitle: L\nsummary: S\ninits: [none]\ncommand: [a]\n---\n[other](../orphans/lab.md)";
  expect(hrefs(renderLabText(parseLab(source, "labs/l/lab.md"), { addressOf }).html)).toEqual([
    "/course/labs/orphans/",
  ]);
});
