/** Opens an asciicast file. It may come from anyone, so each line is checked, and what is wrong is said with its number. */
import { z } from "zod";
import {
  castLimits,
  changeSchema,
  eventSchema,
  type Header,
  headerSchema,
  processHappenedSchema,
  signalSchema,
  sizeSchema,
  taskDoneSchema,
} from "./cast-schema.ts";
import type { What } from "./happenings.ts";
import type { Recording } from "./recording.ts";
import { Track } from "./track.ts";

/** A file that is no recording, or none that can be played here. The message is for a person. */
export class CastError extends Error {
  override name = "CastError";
  /** Counted from 1; null when it is the file as a whole. */
  readonly line: number | null;

  constructor(line: number | null, what: string) {
    super(line === null ? what : `Line ${line}: ${what}`);
    this.line = line;
  }
}

/** @throws CastError */
export function readCast(text: string): Recording {
  if (text.length > castLimits.characters)
    throw new CastError(
      null,
      `The file has more than ${castLimits.characters >> 20} million characters, the most that can be opened.`,
    );
  const lines = text.split("\n");
  if (lines.length > castLimits.lines)
    throw new CastError(null, `The file has more than ${castLimits.lines} lines, the most that can be opened.`);
  const header = readHeader(lines[0] ?? "");
  const about = aboutOf(header);
  const terminals = new Set(about.terminals.map(({ id }) => id));
  const track = new Track(Number.POSITIVE_INFINITY);
  let at_ms = 0;
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "" || line.startsWith("#")) continue;
    const number = index + 1;
    const [seconds, code, data] = readEvent(line, number);
    at_ms += seconds * 1000;
    if (at_ms > castLimits.hours * 3_600_000)
      throw new CastError(
        number,
        `The recording is longer than ${castLimits.hours} hours, the most that can be opened.`,
      );
    // After an end by a signal stands an `x` for players that know no signals.
    if (code === "x" && track.segments.at(-1)?.happenings.at(-1)?.kind === "exit") continue;
    const happening = readHappening(code, data, about.terminals[0]?.id ?? 0, number);
    if (!happening) continue;
    if ("terminal" in happening && !terminals.has(happening.terminal))
      throw new CastError(number, `There is no terminal ${happening.terminal} in the first line.`);
    track.add({ at_ms: Math.round(at_ms), ...happening });
  }
  return { about, segments: track.segments, end_ms: track.end_ms };
}

function readHeader(line: string): Header {
  const value = parseJson(line, 1, 'a recording begins with a line such as {"version":3,"term":{"cols":80,"rows":24}}');
  if (isObject(value) && (value.version === 1 || value.version === 2))
    throw new CastError(
      1,
      `This is asciicast version ${value.version}. Convert it first: asciinema convert -f asciicast-v3 OLD NEW`,
    );
  return checked(headerSchema, value, 1);
}

function aboutOf({ term, timestamp = 0, title = "", pid_one }: Header): Recording["about"] {
  return {
    title,
    began: timestamp * 1000,
    size: { cols: term.cols, rows: term.rows },
    terminals: pid_one?.terminals ?? [{ id: 0, title: "Terminal" }],
    initName: pid_one?.init ?? null,
    lab: pid_one?.lab ?? null,
    tasks: pid_one?.tasks ?? [],
    ...(pid_one?.lab_digest !== undefined && { labDigest: pid_one.lab_digest }),
  };
}

function readEvent(line: string, number: number): z.infer<typeof eventSchema> {
  return checked(eventSchema, parseJson(line, number, 'a line is such as [0.25, "o", "text"]'), number);
}

/** @returns null for a code that means nothing here */
function readHappening(code: string, data: string, first: number, number: number): What | null {
  const json = <T extends z.ZodType>(schema: T): z.infer<T> =>
    checked(schema, parseJson(data, number, `the text of a line with "${code}" is JSON`), number);
  switch (code) {
    case "o":
      return { kind: "output", terminal: first, text: data };
    case "i":
      return { kind: "input", terminal: first, text: data };
    case "r":
      return { kind: "resize", terminal: first, ...readSize(data, number) };
    case "O":
    case "I":
    case "R": {
      const [, id = "", text = ""] = /^(\d{1,3}) (.*)$/s.exec(data) ?? [];
      if (id === "")
        throw new CastError(number, `the text of a line with "${code}" begins with a terminal's number and a blank`);
      const terminal = Number(id);
      if (code === "R") return { kind: "resize", terminal, ...readSize(text, number) };
      return { kind: code === "O" ? "output" : "input", terminal, text };
    }
    case "m":
      return { kind: "mark", label: data };
    case "x":
      return { kind: "exit", exit: { code: checked(z.coerce.number().int().min(0).max(255), data, number) } };
    case "X":
      return { kind: "exit", exit: { signal: checked(signalSchema, data, number) } };
    case "p":
      return { kind: "processes", change: json(changeSchema) };
    case "e":
      return { kind: "event", event: json(processHappenedSchema) };
    case "t":
      return { kind: "task", task: json(taskDoneSchema) };
    default:
      return null;
  }
}

function readSize(text: string, number: number): { cols: number; rows: number } {
  const size = sizeSchema.safeParse(text);
  if (!size.success)
    throw new CastError(number, `${quoted(text)} is no size; one is such as "80x24", each up to 1000.`);
  return { cols: size.data[0], rows: size.data[1] };
}

function parseJson(text: string, number: number, hint: string): unknown {
  if (text.length > castLimits.line)
    throw new CastError(number, `The line has more than ${castLimits.line >> 20} million characters.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new CastError(number, `${quoted(text)} is not JSON; ${hint}.`);
  }
}

function checked<T extends z.ZodType>(schema: T, value: unknown, number: number): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  throw new CastError(number, `${where}${issue?.message ?? "it is not as it should be"}.`);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
