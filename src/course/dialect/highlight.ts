/** What an author marks in code: a part of a line in backticks, or a whole line by `*` at its head. */
import type { ElementContent } from "hast";
import { element } from "./hast.ts";

const part = /\\`|`([^`\n]+)`/g;

/** The code without its marks, as one types it. A command's first `*` is its own. */
export function withoutMarks(code: string): string {
  return code.replace(part, (whole, inside: string | undefined) => inside ?? whole.slice(1));
}

/** The code as HTML: `mark` around what is marked. `wholeLines` says whether a `*` marks a line. */
export function markCode(code: string, { wholeLines }: { wholeLines: boolean }): ElementContent[] {
  const children: ElementContent[] = [];
  for (const [index, line] of code.split("\n").entries()) {
    if (index > 0) addText(children, "\n");
    const [, rest] = (wholeLines && /^\*((?: (?!\*)|(?![ *])).+)$/.exec(line)) || [];
    if (rest === undefined) markParts(children, line);
    else {
      const inside: ElementContent[] = [];
      // A blank takes the place of the `*`, so that the code stays aligned.
      markParts(inside, rest.startsWith(" ") ? ` ${rest}` : rest);
      children.push(element("mark", { className: ["line"] }, inside));
    }
  }
  return children;
}

function markParts(children: ElementContent[], line: string): void {
  let from = 0;
  for (const { index, 0: whole, 1: inside } of line.matchAll(part)) {
    addText(children, line.slice(from, index));
    from = index + whole.length;
    if (inside === undefined) addText(children, "`");
    else children.push(element("mark", {}, [{ type: "text", value: inside }]));
  }
  addText(children, line.slice(from));
}

function addText(children: ElementContent[], value: string): void {
  const last = children.at(-1);
  if (value === "") return;
  if (last?.type === "text") last.value += value;
  else children.push({ type: "text", value });
}
