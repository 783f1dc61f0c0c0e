/** Finds `.name[` that stayed text, because nothing closes it in its paragraph. */
import type { Nodes, Root } from "mdast";
import type { Diagnostic } from "../../diagnostic.ts";

const opening = /(?<![\w.\\])(?:\.[A-Za-z_-][\w-]*)+\[/;

/** `source` is what the tree was parsed from; `at.line` is the line of the file on which it starts. */
export function findUnclosed(tree: Root, source: string, at: { file: string; line: number }): Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: Nodes): void => {
    if ("children" in node) node.children.forEach(visit);
    if (node.type !== "text" || !node.position) return;
    const { start, end } = node.position;
    // Of the source, not of the value: there an escaped class would look like an open one.
    const raw = source.slice(start.offset, end.offset);
    const match = opening.exec(raw);
    if (!match) return;
    const before = raw.slice(0, match.index).split("\n");
    const column = before.length === 1 ? start.column + match.index : (before.at(-1) ?? "").length + 1;
    const message = `\`${match[0]}\` is not closed in its paragraph; write ] after what it holds, or, to hold more than text, put it alone on its line and a line ] where it ends`;
    found.push({ severity: "error", file: at.file, line: at.line + start.line + before.length - 2, column, message });
  };
  visit(tree);
  return found;
}
