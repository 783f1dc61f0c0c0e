/** What follows `???`: words for who presents, and marked lines for others. */
import { type Place, placeOf, type Source, slice } from "./source.ts";

export interface Notes {
  /** For who presents: all lines without a mark. */
  speaker: Source;
  /** `:EN:`, `:FR:`, …: what the chapter teaches, as lines of Markdown. */
  outline: Map<string, Source>;
  /** `:T:`, `:Q:`, `:A:`. */
  quiz: Quiz[];
}

export interface Quiz {
  place: Place;
  /** The `:T:` above it. */
  title?: string;
  question: string;
  answers: { text: string; isRight: boolean }[];
}

const marked = /^:([A-Z]{1,3}):[ \t]?(.*)$/;
const right = /^(?:✔️?|✅)\s*/u;

export function readNotes(source: Source): Notes {
  const speaker = source.lines.map((line) => (marked.test(line) ? "" : line));
  const outline = new Map<string, string[]>();
  const quiz: Quiz[] = [];
  let title: string | undefined;
  for (const [index, line] of source.lines.entries()) {
    const [, mark, text = ""] = marked.exec(line) ?? [];
    if (mark === undefined) continue;
    if (mark === "T") title = text;
    else if (mark === "Q") {
      quiz.push({ place: placeOf(source, index), ...(title !== undefined && { title }), question: text, answers: [] });
    } else if (mark === "A") {
      quiz.at(-1)?.answers.push({ text: text.replace(right, ""), isRight: right.test(text) });
    } else {
      // Lines keep their numbers: what is another language's is empty.
      const lines = outline.get(mark) ?? source.lines.map(() => "");
      lines[index] = text;
      outline.set(mark, lines);
    }
  }
  return {
    speaker: { ...slice(source, 0), lines: speaker },
    outline: new Map([...outline].map(([language, lines]) => [language, { ...source, lines: closeUp(lines) }])),
    quiz,
  };
}

/** Items of a list with another language's lines between them are still one list: no blank line at the end counts. */
function closeUp(lines: string[]): string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}
