/** Nodes of a Markdown tree, and where they stand in its source. */
import type { Nodes } from "mdast";
import { type Place, placeOf, type Source } from "./source.ts";

export function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ("children" in node) for (const child of node.children) eachNode(child, visit);
}

export function placeOfNode(source: Source, { position }: Nodes): Place {
  return placeOf(source, (position?.start.line ?? 1) - 1, position?.start.column ?? 1);
}
