/** A course in French: what is put between its words is French, too. */
import { expect, test } from "vitest";
import { slidesOf } from "../../src/components/deck/slides.ts";
import { articleHtml, articlesOf } from "../../src/course/article.ts";
import { deckOf } from "./deck-of.ts";

const question = ".predict[\nCombien ?\n\n- [ ] Un\n- [x] Deux\n\nParce que.\n]";
const files = {
  "a.md": `# Les zombies\n\n${question}\n\n???\n\n:EN:- Zombies\n:FR:- Les zombies\n`,
  "b.md": "class: extra-details\n\nPlus.\n\n---\n\n# Les orphelins\n\nTexte.\n",
  "c.md": "@@TOC@@\n",
};
const manifest = (language: string): string =>
  `title: T\nlanguage: ${language}\ncontent:\n- c.md\n- [a.md]\n- [b.md]\n`;

function texts(language: string): { article: string; slides: string } {
  const deck = deckOf(files, manifest(language));
  expect(deck.diagnostics).toEqual([]);
  return {
    article: articlesOf(deck).map(articleHtml).join("\n"),
    slides: slidesOf(deck, { addressOf: (address) => address })
      .map(({ html }) => html)
      .join("\n"),
  };
}

test("in the article: questions, what is folded, what was taught, parts", () => {
  const { article } = texts("FR");
  for (const words of ["Prédire", "<summary>Réponse</summary>", "En savoir plus", "Ce que ce chapitre a enseigné"])
    expect(article).toContain(words);
  expect(article).toContain("Partie 1");
  expect(article).toContain("<li>Les zombies</li>");
  expect(article).not.toMatch(/Predict|Answer|More about|taught|Part 1|<li>Zombies/);
});

test("on slides: the contents, and what leads from chapter to chapter", () => {
  const { slides } = texts("fr");
  for (const words of [">Précédent<", ">Sommaire<", ">Suivant<", "Partie 2"]) expect(slides).toContain(words);
  expect(slides).not.toMatch(/Previous|Contents|Next|Part 2/);
});

test("in a language that has no words, they are English", () => {
  expect(texts("de").article).toContain("Predict");
});
