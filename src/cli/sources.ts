/** `pid-one sources`: writes which lab, question or source bears out each slide of the course's own chapter. */
import { writeFile } from "node:fs/promises";
import type { Deck } from "../course/deck.ts";
import { readDeck } from "../course/read-deck.ts";
import { isBorneOut, type SlideSources, sourcesOf } from "../course/sources.ts";

const manifest = "slides/init-systems.yml";
const list = "docs/sources.md";

const usage = `Usage: pid-one sources

Writes ${list}: for each slide of ${manifest} its lab, its questions, and the links in its footnotes.
Exits with 1 if a slide has none of these.
`;

export async function sources(args: string[]): Promise<number> {
  if (args.length > 0) {
    const isHelp = args[0] === "--help" || args[0] === "-h";
    (isHelp ? process.stdout : process.stderr).write(usage);
    return isHelp ? 0 : 2;
  }
  const deck = await readDeck(manifest, {});
  await writeFile(list, listOf(deck));
  const without = slidesWithoutSource(deck);
  for (const line of without) process.stderr.write(`${line}\n`);
  return without.length === 0 ? 0 : 1;
}

/** A message for each slide that nothing bears out. */
export function slidesWithoutSource(deck: Deck): string[] {
  return sourcesOf(deck)
    .flatMap(({ slides }) => slides)
    .filter((slide) => !isBorneOut(slide))
    .map(({ place: { file, line }, title }) => {
      return `${file}:${line}: nothing bears out “${title}”. Show it in a .lab[ ], or link a primary source in a .footnote[ ]`;
    });
}

/** The whole text of the list, in Markdown. */
export function listOf(deck: Deck): string {
  const chapters = sourcesOf(deck).map(({ title, slides }) => `## ${title}\n\n${slides.map(lineOf).join("\n")}\n`);
  return `# Sources

What the chapter *${deck.manifest.title}* says happens is shown in a lab, asked, or said by a primary source. This list is made from its text
by \`npm run pid-one -- sources\`, slide by slide.

${chapters.join("\n")}`;
}

function lineOf({ title, lab, questions, links }: SlideSources): string {
  const by = [
    ...questions.map((kind) => (kind === "predict" ? "a prediction" : "a question with its explanation")),
    ...(lab === undefined ? [] : [`commands in the lab [${lab}](../labs/${lab}/lab.md)`]),
    ...links.map(({ text, address }) => `[${text}](${address})`),
  ];
  return `- **${title}:** ${by.join("; ") || "nothing"}`;
}
