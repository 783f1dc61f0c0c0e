/** How far each article was read. It stays in this browser. */

import { words } from "../../words/page.ts";
import { browserStore, readMap, type Store, writeMap } from "../storage.ts";

export interface Reading {
  title: string;
  /** How many sections the article had. */
  of: number;
  /** The ids of those that were read. */
  read: string[];
  /** The first unread section after the one that was read last; missing when all are read. */
  next?: { id: string; title: string };
  /** When something in it was read last, in milliseconds since 1970. */
  at: number;
}

const key = "pid-one.reading";

/** By the article's id. What cannot be read counts as nothing. */
export function readings(store: Store = browserStore): Map<string, Reading> {
  return readMap(store, key, isReading);
}

export function saveReading(article: string, reading: Reading, store: Store = browserStore): void {
  writeMap(store, key, readings(store).set(article, reading));
}

export function forgetReading(article: string, store: Store = browserStore): void {
  const rest = readings(store);
  rest.delete(article);
  writeMap(store, key, rest);
}

/** The one that was read last. */
export function latest(all: ReadonlyMap<string, Reading>): [article: string, reading: Reading] | undefined {
  return [...all].sort(([, a], [, b]) => b.at - a.at)[0];
}

/** "5 of 21 sections read". */
export function inWords({ read, of }: Reading): string {
  return words.reading.progress.read(read.length, of);
}

function isReading(value: unknown): value is Reading {
  if (typeof value !== "object" || value === null) return false;
  const { title, of, read, next, at }: Partial<Record<keyof Reading, unknown>> = value;
  return (
    typeof title === "string" &&
    Number.isInteger(of) &&
    Number.isFinite(at) &&
    Array.isArray(read) &&
    read.every((id) => typeof id === "string") &&
    (next === undefined || isPlace(next))
  );
}

function isPlace(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { id, title }: { id?: unknown; title?: unknown } = value;
  return typeof id === "string" && typeof title === "string";
}
