/** Finds `.name[` that stayed text, because nothing closes it in its paragraph, and blocks that end before their `]`. */
import type { Nodes, Root } from "mdast";
import { type Diagnostic, diagnose } from "../../diagnostic.ts";
import { problems } from "../../problems.ts";
import { placeOf, type Source } from "../source.ts";

const opening = /(?<![\w.\\])(?:\.[A-Za-z_-][\w-]*)+\[/;

/** `source` and `text` are what the tree was parsed from. */
export function findUnclosed(tree: Root, source: Source, text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!opening.test(text)) return found;
  const visit = (node: Nodes): void => {
    if ("children" in node) node.children.forEach(visit);
    if (!node.position) return;
    const { start, end } = node.position;
    if (node.type === "contentClassBlock" && !node.isClosed) {
      const name = `.${node.classes.join(".")}[`;
      found.push(diagnose(placeOf(source, start.line - 1, start.column), problems.classOpen(name)));
    }
    if (node.type !== "text") return;
    // Of the source, not of the value: there an escaped class would look like an open one.
    const raw = text.slice(start.offset, end.offset);
    const match = opening.exec(raw);
    if (!match) return;
    const before = raw.slice(0, match.index).split("\n");
    const column = before.length === 1 ? start.column + match.index : (before.at(-1) ?? "").length + 1;
    const place = placeOf(source, start.line + before.length - 2, column);
    found.push(diagnose(place, problems.classOpen(match[0])));
  };
  visit(tree);
  return found;
}
