/** Finds `.name[` that stayed text, because nothing closes it in its paragraph. */
import type { Nodes, Root } from "mdast";
import type { Diagnostic } from "../../diagnostic.ts";

const opening = /(?<![\w.\\])(?:\.[A-Za-z_-][\w-]*)+\[/;

/** `at.line` is the line of the file on which the tree's text starts. */
export function findUnclosed(tree: Root, at: { file: string; line: number }): Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (node: Nodes): void => {
    if ("children" in node) node.children.forEach(visit);
    const name = node.type === "text" ? opening.exec(node.value)?.[0] : undefined;
    if (name === undefined || !node.position) return;
    const message = `\`${name}\` is not closed in its paragraph; write ] after what it holds, or, to hold more than text, put it alone on its line and a line ] where it ends`;
    const { line, column } = node.position.start;
    found.push({ severity: "error", file: at.file, line: at.line + line - 1, column, message });
  };
  visit(tree);
  return found;
}
