/** Checks the blocks `.name[` … `]` of a text before it is parsed. */
import type { Diagnostic } from "../../diagnostic.ts";
import { findFencedLines } from "../fences.ts";
import type { Stretch } from "../slide.ts";

/** Deeper than any author nests. A bound keeps a hostile text from costing depth times length. */
const depthMax = 8;

const opening = /^[ \t]*(?:[-*+] +|\d+[.)] +)?((?:(?:\.[A-Za-z_-][\w-]*)+\[[ \t]*)+)$/;
const closing = /^[ \t]*(\]+)[ \t]*$/;

/** Lines that open too deep a block are emptied; what is left open, or closes nothing, is told. */
export function checkBalance(stretch: Stretch, file: string): { text: string; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const tell = (index: number, message: string): void => {
    diagnostics.push({ severity: "error", file, line: stretch.line + index, column: 1, message });
  };
  const lines = stretch.text.split("\n");
  const fenced = findFencedLines(lines);
  const open: { index: number; name: string }[] = [];
  for (const [index, line] of lines.entries()) {
    if (fenced[index]) continue;
    const names = opening
      .exec(line)?.[1]
      ?.split("[")
      .slice(0, -1)
      .map((name) => name.trim());
    if (names !== undefined) {
      if (open.length + names.length > depthMax) {
        tell(index, `blocks are nested deeper than ${depthMax} here; close some with a line ]`);
        lines[index] = "";
      } else {
        open.push(...names.map((name) => ({ index, name })));
      }
    }
    const brackets = closing.exec(line)?.[1]?.length ?? 0;
    if (brackets > open.length) tell(index, "] closes nothing here; take it out, or open a block above, such as .lab[");
    open.splice(Math.max(0, open.length - brackets));
  }
  for (const { index, name } of open) {
    tell(index, `\`${name}[\` is not closed on this slide; write a line ] where it ends`);
  }
  return { text: lines.join("\n"), diagnostics };
}
