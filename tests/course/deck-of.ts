/** A deck from texts in memory. */
import type { Deck } from "../../src/course/deck.ts";
import { makeDeck } from "../../src/course/make-deck.ts";
import { readManifest } from "../../src/course/manifest.ts";

/** `manifest` without its content: it names all files in order, unless it has a content of its own. */
export function deckOf(
  files: Record<string, string>,
  manifest = "title: T\n",
  included: Record<string, string> = {},
): Deck {
  const content = `content:\n${Object.keys(files)
    .map((name) => `  - ${name}\n`)
    .join("")}`;
  const text = manifest.includes("content:") ? manifest : manifest + content;
  return makeDeck({
    id: "d",
    file: "d.yml",
    dir: "/slides",
    open: readManifest(text, "d.yml"),
    files: new Map(Object.entries(files).map(([name, text]) => [name, { file: name, dir: "/slides", text }])),
    included: new Map(Object.entries(included).map(([name, text]) => [name, { file: name, text }])),
    diagnostics: [],
  });
}
