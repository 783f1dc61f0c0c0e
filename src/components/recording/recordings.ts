/** The recordings that stand beside the labs. */
import { readCast } from "../../recording/read-cast.ts";
import type { Recording } from "../../recording/recording.ts";
import { type Poster, type PosterWords, posterOf } from "./poster.ts";

const files = import.meta.glob<string>("../../../labs/*/recording.cast", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** By lab, as text. */
export const recordings: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.split("/").at(-2) ?? "", text]),
);

/** @throws CastError when the file cannot be played */
export function recordingOf(lab: string): Recording | null {
  const text = recordings.get(lab);
  return text === undefined ? null : readCast(text);
}

/** @returns null for a lab without a recording, and for none */
export function posterOfLab(lab: string | undefined, words: PosterWords): Poster | null {
  const recording = lab === undefined ? null : recordingOf(lab);
  return recording && posterOf(recording, words);
}
