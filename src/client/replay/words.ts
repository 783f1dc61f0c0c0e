/** What a recording says in words. */

import type { Telling } from "../../recording/find.ts";
import type { Happening } from "../../recording/happenings.ts";
import { eventWords, exitWords, gapWords } from "../process-tree/words.ts";

/** "1:02:03", "02:03". */
export function timeWords(at_ms: number): string {
  const seconds = Math.floor(Math.max(0, at_ms) / 1000);
  const two = (number: number): string => String(number).padStart(2, "0");
  const short = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? short : `${Math.floor(seconds / 3600)}:${short}`;
}

/** "2 minutes 3 seconds", for a screen reader. */
export function spokenTime(at_ms: number): string {
  const seconds = Math.floor(Math.max(0, at_ms) / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return told.length === 0 ? "the beginning" : told.join(" ");
}

/** "7 days", "90 minutes": the largest unit that has no rest. */
export function spanWords(seconds: number): string {
  const units = [
    [86_400, "day"],
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ] as const;
  const [size, unit] = units.find(([size]) => seconds % size === 0) ?? units[3];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** "2 MB", "1.5 MB", "12 kB": never less than it is. */
export function sizeWords(bytes: number): string {
  const [size, unit] = bytes >= 1_000_000 ? [1_000_000, "MB"] : [1000, "kB"];
  return `${Math.ceil((bytes / size) * 10) / 10} ${unit}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of them
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)/g;

/** Tells a recording from its beginning on; each process is called by the name that it has at that moment. */
export function teller(): Telling {
  const commands = new Map<number, string>();
  const names = { commandOf: (pid: number) => commands.get(pid) ?? null };
  return (happening: Happening) => {
    switch (happening.kind) {
      case "processes":
        for (const { pid, command } of happening.change.set ?? []) commands.set(pid, command);
        return happening.change.gap ? gapWords : "";
      case "event":
        if (happening.event.kind === "executed") commands.set(happening.event.pid, happening.event.command);
        return eventWords(happening.event, names);
      case "output":
        return happening.text.replaceAll(escapes, "");
      case "mark":
        return happening.label;
      case "task":
        return `task ${happening.task.id} ${happening.task.state} ${happening.task.message ?? ""}`;
      case "exit":
        return `end: ${exitWords(happening.exit)}`;
      default:
        return "";
    }
  };
}
