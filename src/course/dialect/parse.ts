/** One text of the dialect to a Markdown tree, whose positions are lines of that text. */
import type { Root } from "mdast";
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { findTooDeep } from "./bounds.ts";
import { depthMax, findPairs } from "./content-class/pairs.ts";
import { findUnclosed } from "./content-class/unclosed.ts";
import { findFences } from "./fences.ts";
import { treeOf } from "./markdown.ts";
import { eachNode, placeOfNode } from "./nodes.ts";
import { type Place, placeOf, type Source, textOf } from "./source.ts";

export interface Parsed {
  tree: Root;
  source: Source;
  diagnostics: Diagnostic[];
}

/** Any text gives a tree; what is wrong with it stands in the diagnostics. */
export function parse(source: Source): Parsed {
  const diagnostics: Diagnostic[] = [];
  const tell = (line: number, column: number, problem: ReturnType<typeof problems.tooDeep>): void => {
    diagnostics.push(diagnose(placeOf(source, line, column), problem));
  };
  const tooDeep = findTooDeep(source.lines);
  if (tooDeep !== undefined) {
    tell(tooDeep, 1, problems.tooDeep());
    return { tree: asPlainText(source), source, diagnostics };
  }
  const pairs = findPairs(source.lines);
  for (const { line, column } of pairs.tooDeep) tell(line, column, problems.classDeep(depthMax));
  for (const { line, column } of pairs.stray) tell(line, column, problems.bracketStray());
  try {
    const text = textOf(source);
    const tree = treeOf(text, pairs.pairs);
    diagnostics.push(...findUnclosed(tree, source, text), ...findUndefined(tree, source, text));
    diagnostics.push(...findCutFences(tree, source));
    return { tree, source, diagnostics };
  } catch (error) {
    // A hostile text can nest what Markdown itself has (lists, links) until the stack ends. The rest of a chapter still stands.
    if (!(error instanceof RangeError)) throw error;
    tell(0, 1, problems.tooDeep());
    return { tree: asPlainText(source), source, diagnostics };
  }
}

function asPlainText(source: Source): Root {
  return { type: "root", children: [{ type: "code", value: textOf(source) }] };
}

/** `[text][label]` that stayed text, and comments that nothing closes. */
function findUndefined(tree: Root, source: Source, text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!/\]\[|<!--/.test(text)) return found;
  eachNode(tree, (node) => {
    const place = (): Place => placeOfNode(source, node);
    if (node.type === "text") {
      const label = /\[[^\][]+\]\[([^\][]+)\]/.exec(node.value)?.[1];
      if (label !== undefined) found.push(diagnose(place(), problems.linkUndefined(label)));
    } else if (node.type === "html" && node.value.startsWith("<!--") && !node.value.includes("-->")) {
      found.push(diagnose(place(), problems.commentOpen()));
    }
  });
  return found;
}

/** Code in a list that goes on left of its item: there the item ends, and with it the code. */
function findCutFences(tree: Root, source: Source): Diagnostic[] {
  const ends = new Map(findFences(source.lines).map(({ from, to }) => [from, to]));
  if (ends.size === 0) return [];
  const found: Diagnostic[] = [];
  eachNode(tree, (node) => {
    if (node.type !== "code" || node.position === undefined) return;
    const { start, end } = node.position;
    const to = ends.get(start.line - 1);
    if (to !== undefined && end.line - 1 < to) found.push(diagnose(placeOf(source, end.line), problems.fenceCut()));
  });
  return found;
}
