/** What is counted of each of two labs, to tell them apart. */
import type { Exit } from "../../protocol/processes.ts";
import { words } from "../../words/page.ts";
import type { LabSight } from "../lab/sight.ts";

export class Tally {
  zombies = 0;
  orphans = 0;
  reaped = 0;
  stop_seconds: number | null = null;
  exit: Exit | null = null;
  #stopped_ms: number | null = null;

  see(sight: LabSight): void {
    if ("list" in sight) this.zombies = sight.list.filter(({ state }) => state === "Z").length;
    else if (sight.kind === "orphaned") this.orphans += 1;
    else if (sight.kind === "reaped" && sight.orphan) this.reaped += 1;
  }

  /** PID 1 was sent SIGTERM from outside. @param now_ms by the clock that `ended` uses */
  stopping(now_ms: number): void {
    this.#stopped_ms ??= now_ms;
  }

  /** @param exit of PID 1; null: it was not PID 1 that ended the lab */
  ended(exit: Exit | null, now_ms: number): void {
    this.exit = exit;
    if (this.#stopped_ms !== null) this.stop_seconds = (now_ms - this.#stopped_ms) / 1000;
  }
}

export interface Difference {
  what: string;
  values: readonly [string, string];
  differs: boolean;
}

/** A line for each thing that is counted. What is not known of a lab is a dash, and differs from nothing. */
export function differences(left: Tally, right: Tally): Difference[] {
  const { compare } = words.lab;
  return [
    difference(compare.zombies, left.zombies, right.zombies),
    difference(compare.orphans, left.orphans, right.orphans),
    difference(compare.reaped, left.reaped, right.reaped),
    difference(compare.stopSeconds, seconds(left.stop_seconds), seconds(right.stop_seconds)),
    difference(compare.end, exitWords(left.exit), exitWords(right.exit)),
  ];
}

const unknown = "–";

function difference(what: string, left: number | string, right: number | string): Difference {
  const values = [String(left), String(right)] as const;
  return { what, values, differs: left !== right && !values.includes(unknown) };
}

function seconds(value: number | null): string {
  return value === null ? unknown : value.toFixed(1);
}

function exitWords(exit: Exit | null): string {
  if (exit === null) return unknown;
  const { killedBy, exitCode } = words.lab.compare;
  return "signal" in exit ? killedBy(exit.signal) : exitCode(exit.code);
}
