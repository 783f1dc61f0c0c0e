import { expect, test } from "vitest";
import { renderSource, toHtml } from "../../src/course/dialect/render.ts";
import { sourceOf } from "../../src/course/dialect/source.ts";
import { buttonName, buttons, withButtonNames } from "../../src/words/buttons.ts";
import { languages } from "../../src/words/language.ts";
import { wordsIn } from "../../src/words/words.ts";

const html = (markdown: string) => toHtml(renderSource(sourceOf(markdown, "a.md"), { lab: undefined }).tree);

test("a text calls a button by its name; one that no page has stays as it is", () => {
  expect(html("Press .button[restart].")).toBe('<p>Press <em data-button="restart">Restart</em>.</p>');
  expect(html("Press .button[fly].")).toBe('<p>Press <span class="button">fly</span>.</p>');
});

test("no text makes a button of its own, with another name", () => {
  expect(html('<em data-button="restart">Pay</em>')).toBe("<p><em>Pay</em></p>");
});

test("each button has a name in each language, which short texts are told with", () => {
  for (const language of languages)
    for (const button of buttons) expect(buttonName(button, wordsIn(language).elements.lab)).toMatch(/^\p{Lu}/u);
  const { lab } = wordsIn("fr").elements;
  expect(withButtonNames("Press .button[stop], then .button[fly].", lab)).toBe("Press Arrêter, then .button[fly].");
});
