/**
 * Markdown to its tree, as CommonMark and GitHub say. Plain Markdown is read by satteri, which is native and some fifteen
 * times as fast; micromark reads what has content classes, as it takes our constructs, or any of what GitHub added. Each of
 * GitHub's parts that is looked for costs time in every letter of a text, so only those that it may have are.
 */
import type { Root } from "mdast";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { markdownToMdast } from "satteri";
import { type Processor, unified } from "unified";
import type { Pair } from "./content-class/pairs.ts";
import { type CurrentPairs, remarkContentClasses } from "./content-class/remark.ts";
import { eachNode } from "./nodes.ts";

/** Of content classes, by their offset in the text. */
type Pairs = ReadonlyMap<number, Pair>;

const current: CurrentPairs = { pairs: new Map() };
const plain = unified().use(remarkParse).use(remarkContentClasses, current).freeze();
const withTables = unified().use(remarkParse).use(remarkTables).use(remarkContentClasses, current).freeze();
const github = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkContentClasses, current)
  .freeze();

function remarkTables(this: Processor): void {
  this.data({ micromarkExtensions: [gfmTable()], fromMarkdownExtensions: [gfmTableFromMarkdown()] });
}

/** The line below a table's head. */
const tableMark = /^[ \t>]*[|:-][ \t|:-]*$/m;
/** Deleted text, a footnote, a task. */
const githubMark = /~~|\[(?:\^|[ xX]\])/;
/** In text, a link without brackets. */
const bareLink = /@|:\/\/|www\./i;

/** Trees of the texts read last: a chapter may be in many decks. Nobody changes a tree. */
const trees = new Map<string, Root>();
const treesMax = 10_000;

/**
 * @param text its lines end with `\n`, and it has no NUL
 * @throws RangeError when what Markdown itself nests (lists, links) does so until the stack ends
 */
export function treeOf(text: string, pairs: Pairs): Root {
  const known = trees.get(text);
  if (known !== undefined) return known;
  const tree = read(text, pairs);
  if (trees.size >= treesMax) trees.clear();
  trees.set(text, tree);
  return tree;
}

function read(text: string, pairs: Pairs): Root {
  if (githubMark.test(text)) return byMicromark(github, text, pairs);
  const tree = readWithoutLinks(text, pairs);
  return bareLink.test(text) && hasBareLink(tree) ? byMicromark(github, text, pairs) : tree;
}

function readWithoutLinks(text: string, pairs: Pairs): Root {
  if (tableMark.test(text)) return byMicromark(withTables, text, pairs);
  const tree = pairs.size === 0 ? bySatteri(text) : undefined;
  return tree === undefined || hasCutCode(tree) ? byMicromark(plain, text, pairs) : tree;
}

function byMicromark(processor: typeof plain, text: string, pairs: Pairs): Root {
  current.pairs = pairs;
  const tree = processor.parse(text);
  return pairs.size > 0 ? processor.runSync(tree) : tree;
}

function bySatteri(text: string): Root {
  const tree = markdownToMdast(text, { features: { gfm: false, frontmatter: false } });
  if (tree.type !== "root") throw new Error(`a tree starts with its root, not with "${tree.type}"`);
  return tree;
}

/** satteri 0.10 cuts indented code into its lines, where a list stands before it and no blank line in between. */
function hasCutCode(tree: Root): boolean {
  let found = false;
  eachNode(tree, (node) => {
    if (!("children" in node)) return;
    for (const [index, child] of node.children.entries()) {
      const next = node.children[index + 1];
      if (child.type !== "code" || next?.type !== "code") continue;
      found ||= child.position?.end.line === (next.position?.start.line ?? 0) - 1;
    }
  });
  return found;
}

function hasBareLink(tree: Root): boolean {
  let found = false;
  eachNode(tree, (node) => {
    const text = node.type === "text" ? node.value : "alt" in node ? node.alt : "";
    found ||= bareLink.test(text ?? "");
  });
  return found;
}
