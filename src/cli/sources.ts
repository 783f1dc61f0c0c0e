/** `pid-one sources`: writes which lab, question or source bears out each slide of the course's own chapter, and each section of its labs. */
import { writeFile } from "node:fs/promises";
import type { Deck } from "../course/deck.ts";
import type { Lab } from "../course/lab-file.ts";
import { readLabs } from "../course/labs.ts";
import { readDeck } from "../course/read-deck.ts";
import { isBorneOut, type Sources, sourcesOf, sourcesOfLab } from "../course/sources.ts";

const manifest = "slides/init-systems.yml";
const labsDir = "labs";
const list = "docs/sources.md";

const usage = `Usage: pid-one sources

Writes ${list}: for each slide of ${manifest}, and each section of the labs' texts, the labs and questions in it, and
the links in its footnotes. Exits with 1 if one has none of these, or a lab no link in a footnote.
`;

export async function sources(args: string[]): Promise<number> {
  if (args.length > 0) {
    const isHelp = args[0] === "--help" || args[0] === "-h";
    (isHelp ? process.stdout : process.stderr).write(usage);
    return isHelp ? 0 : 2;
  }
  const deck = await readDeck(manifest, {});
  const labs = await readLabs(labsDir);
  await writeFile(list, listOf(deck, labs));
  const without = withoutSource(deck, labs);
  for (const line of without) process.stderr.write(`${line}\n`);
  return without.length === 0 ? 0 : 1;
}

/** A message for each slide and each section of a lab that nothing bears out, and for each lab without a primary source. */
export function withoutSource(deck: Deck, labs: readonly Lab[]): string[] {
  const ofLabs = labs.map(sourcesOfLab);
  const bare = [...sourcesOf(deck), ...ofLabs]
    .flatMap(({ parts }) => parts)
    .filter((part) => !isBorneOut(part))
    .map(({ place: { file, line }, title }) => {
      return `${file}:${line}: nothing bears out “${title}”. Show it in a .lab[ ], or link a primary source in a .footnote[ ]`;
    });
  const unsaid = ofLabs
    .filter(({ parts }) => parts.every(({ links }) => links.length === 0))
    .map(({ title, parts }) => {
      const file = parts[0]?.place.file ?? "";
      return `${file}: the lab “${title}” names no source. Link the primary ones of its explanations in a .footnote[ ]`;
    });
  return [...bare, ...unsaid];
}

/** The whole text of the list, in Markdown. */
export function listOf(deck: Deck, labs: readonly Lab[]): string {
  const chapters = sourcesOf(deck).map(({ title, parts }) => `## ${title}\n\n${parts.map(lineOf).join("\n")}\n`);
  return `# Sources

What the chapter *${deck.manifest.title}* and its labs say happens is shown in a lab, asked, or said by a primary source. This list is made from
their texts by \`npm run pid-one -- sources\`, slide by slide, and for the labs section by section.

${[...chapters, ...labs.map(ofLab)].join("\n")}`;
}

/** What its tasks say is seen by their checks; what explains it, by the sources of the text. */
function ofLab(lab: Lab): string {
  const tasks = lab.tasks.map(({ id }) => `\`${id}\``).join(", ");
  const { title, parts } = sourcesOfLab(lab);
  const shown = tasks === "" ? "" : `- **Its tasks:** checked in the lab itself: ${tasks}\n`;
  return `## The lab ${linkTo(lab.id, title)}\n\n${parts.map(lineOf).join("\n")}\n${shown}`;
}

function lineOf({ title, lab, shownIn, questions, links }: Sources): string {
  const by = [
    ...questions.map((kind) => (kind === "predict" ? "a prediction" : "a question with its explanation")),
    ...(lab === undefined ? [] : [`commands in the lab ${linkTo(lab)}`]),
    ...shownIn.map((id) => `the lab ${linkTo(id)}`),
    ...links.map(({ text, address }) => `[${text}](${address})`),
  ];
  return `- **${title}:** ${by.join("; ") || "nothing"}`;
}

function linkTo(lab: string, text = lab): string {
  return `[${text}](../labs/${lab}/lab.md)`;
}
