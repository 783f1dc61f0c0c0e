/** One text of the dialect to a Markdown tree, whose positions are lines of that text. */
import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { findTooDeep } from "./bounds.ts";
import { depthMax, findPairs, type Pairs } from "./content-class/pairs.ts";
import { type CurrentPairs, remarkContentClasses } from "./content-class/remark.ts";
import { findUnclosed } from "./content-class/unclosed.ts";
import { findFences } from "./fences.ts";
import { type Place, placeOf, type Source, textOf } from "./source.ts";

export interface Parsed {
  tree: Root;
  source: Source;
  diagnostics: Diagnostic[];
}

const current: CurrentPairs = { pairs: new Map() };
const plain = unified().use(remarkParse).use(remarkContentClasses, current).freeze();
const github = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkContentClasses, current)
  .freeze();
/** A link without brackets, deleted text, a footnote, a task. */
const githubMark = /@|~~|:\/\/|www\.|\[(?:\^|[ xX]\])/i;
/** The line below a table's head. */
const tableRule = /^[ \t>|:-]+$/;

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
    const tree = read(text, pairs, isGithub(source, text) ? github : plain);
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

/** Trees of the texts read last: a chapter may be in many decks. Nobody changes a tree. */
const trees = new Map<string, Root>();
const treesMax = 10_000;

/** Whether a text has any of what GitHub added to Markdown: to look for it costs a third of the time of all the rest. */
function isGithub({ lines }: Source, text: string): boolean {
  return githubMark.test(text) || lines.some((line) => line.includes("-") && tableRule.test(line));
}

function read(text: string, { pairs }: Pairs, processor: typeof plain): Root {
  const known = trees.get(text);
  if (known !== undefined) return known;
  current.pairs = pairs;
  const parsed = processor.parse(text);
  const tree = pairs.size > 0 ? processor.runSync(parsed) : parsed;
  if (trees.size >= treesMax) trees.clear();
  trees.set(text, tree);
  return tree;
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

export function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ("children" in node) for (const child of node.children) eachNode(child, visit);
}

export function placeOfNode(source: Source, { position }: Nodes): Place {
  return placeOf(source, (position?.start.line ?? 1) - 1, position?.start.column ?? 1);
}
