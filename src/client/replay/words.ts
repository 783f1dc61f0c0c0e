/** What a recording says in words. */

import type { Telling } from "../../recording/find.ts";
import type { Happening } from "../../recording/happenings.ts";
import { words } from "../../words/page.ts";
import { plainText } from "../lab/rich-text.ts";
import { eventWords, exitWords } from "../process-tree/words.ts";

/** "1:02:03", "02:03". */
export function timeWords(at_ms: number): string {
  const seconds = Math.floor(Math.max(0, at_ms) / 1000);
  const two = (number: number): string => String(number).padStart(2, "0");
  const short = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? short : `${Math.floor(seconds / 3600)}:${short}`;
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
        return happening.change.gap ? words.tree.events.gap : "";
      case "event":
        if (happening.event.kind === "executed") commands.set(happening.event.pid, happening.event.command);
        return eventWords(happening.event, names);
      case "output":
        return happening.text.replaceAll(escapes, "");
      case "mark":
        return happening.label;
      case "task":
        return words.replay.task(happening.task.id, happening.task.state, plainText(happening.task.message ?? ""));
      case "exit":
        return words.replay.ended(exitWords(happening.exit));
      default:
        return "";
    }
  };
}
