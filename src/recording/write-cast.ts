/** A recording as an asciicast file. */
import type { Exit } from "../protocol/processes.ts";
import type { Header } from "./cast-schema.ts";
import type { Happening } from "./happenings.ts";
import type { Recording } from "./recording.ts";
import { signalNumber } from "./signals.ts";
import type { Segment } from "./track.ts";

/** The file's lines in pieces, each ending with a line's end. They hold no more than what the recording holds. */
export function* castLines(recording: Recording): Generator<string> {
  const { about, segments } = recording;
  const first = about.terminals[0]?.id ?? 0;
  // What begins later than the session has no time in which nothing is to be seen.
  const start_ms = segments[0]?.start_ms ?? 0;
  yield `${JSON.stringify(headerOf(recording, start_ms))}\n`;
  let before_ms = start_ms;
  const line = (happening: Happening): string => {
    const text = castLine(happening, happening.at_ms - before_ms, first);
    before_ms = happening.at_ms;
    return text;
  };
  let isBroken = start_ms > 0;
  for (const segment of segments) {
    if (isBroken) for (const happening of restoring(segment)) yield line(happening);
    for (const happening of segment.happenings) yield line(happening);
    isBroken = segment.isThin;
  }
}

/** @param since_ms since the line before @returns one line; two, of one moment, for an end by a signal */
function castLine(happening: Happening, since_ms: number, first: number): string {
  return codesAndTexts(happening, first)
    .map((line, index) => `${JSON.stringify([index === 0 ? Math.round(since_ms) / 1000 : 0, ...line])}\n`)
    .join("");
}

function headerOf({ about, segments }: Recording, start_ms: number): Header & { term: { type: string } } {
  const { cols, rows } = segments[0]?.screens?.[0] ?? firstSize(segments[0]) ?? about.size;
  return {
    version: 3,
    term: { cols, rows, type: "xterm-256color" },
    timestamp: Math.floor((about.began + start_ms) / 1000),
    title: about.title,
    pid_one: {
      lab: about.lab,
      init: about.initName,
      terminals: [...about.terminals],
      tasks: [...about.tasks],
      ...(about.labDigest !== undefined && { lab_digest: about.labDigest }),
    },
  };
}

function firstSize(segment: Segment | undefined): { cols: number; rows: number } | undefined {
  return segment?.happenings.find((happening) => happening.kind === "resize");
}

type CodeAndText = [code: string, text: string];

function codesAndTexts(happening: Happening, first: number): CodeAndText[] {
  switch (happening.kind) {
    case "output":
      return [ofTerminal("o", happening.text, happening.terminal, first)];
    case "input":
      return [ofTerminal("i", happening.text, happening.terminal, first)];
    case "resize":
      return [ofTerminal("r", `${happening.cols}x${happening.rows}`, happening.terminal, first)];
    case "mark":
      return [["m", happening.label]];
    case "processes":
      return [["p", JSON.stringify(happening.change)]];
    case "event":
      return [["e", JSON.stringify(happening.event)]];
    case "task":
      return [["t", JSON.stringify(happening.task)]];
    case "exit":
      return ofExit(happening.exit);
  }
}

function ofExit(exit: Exit): CodeAndText[] {
  if ("code" in exit) return [["x", String(exit.code)]];
  return [
    ["X", exit.signal],
    ["x", String(128 + signalNumber(exit.signal))],
  ];
}

function ofTerminal(code: string, text: string, terminal: number, first: number): CodeAndText {
  return terminal === first ? [code, text] : [code.toUpperCase(), `${terminal} ${text}`];
}

/** What makes the picture of a segment's beginning out of any picture before it. */
function restoring({ start_ms, screens, processes, adopted }: Segment): Happening[] {
  const base = { at_ms: start_ms };
  return [
    ...(screens ?? []).flatMap(({ terminal, cols, rows, text }): Happening[] => [
      { ...base, kind: "resize", terminal, cols, rows },
      { ...base, kind: "output", terminal, text: `\x1bc${text}` },
    ]),
    // Whoever is not in this list is gone: a reader takes a list that says `all` for the whole one.
    {
      ...base,
      kind: "processes",
      change: {
        ...{ at: processes.at, pids: processes.pids, all: true, set: [...processes.list] },
        sampled: processes.sampled ?? false,
      },
    },
    ...[...adopted].map(
      ([pid, { from, to, why, guessed }]): Happening => ({
        ...base,
        kind: "event",
        event: {
          ...{ at: processes.at, kind: "orphaned", pid, ...(from !== null && { from }), to },
          ...{ ...(why && { why }), ...(guessed && { guessed }) },
        },
      }),
    ),
  ];
}
