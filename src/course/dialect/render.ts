/** One stretch of the dialect's Markdown to an HTML tree. */
import type { Root } from "hast";
import type { Root as MarkdownRoot } from "mdast";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import type { Diagnostic } from "../diagnostic.ts";
import { markAsides } from "./asides.ts";
import { checkBalance } from "./content-class/balance.ts";
import { contentClassHandlers } from "./content-class/hast.ts";
import { remarkContentClasses } from "./content-class/remark.ts";
import { findUnclosed } from "./content-class/unclosed.ts";
import { element } from "./hast.ts";
import { expandMacros, type Macros } from "./macros.ts";
import { courseSchema } from "./sanitize.ts";
import type { Stretch } from "./slide.ts";
import { improveTypography } from "./typography.ts";

export interface RenderContext {
  file: string;
  macros: Macros;
  /** Where the commands of `.lab[ ]` run. */
  lab: string | undefined;
}

export interface Rendered {
  tree: Root;
  diagnostics: Diagnostic[];
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkContentClasses);

/** Any text gives a tree; what is wrong with it stands in the diagnostics. */
export function renderStretch(stretch: Stretch, context: RenderContext): Rendered {
  const { file, macros, lab } = context;
  const expanded = expandMacros(stretch, macros, file);
  const balanced = checkBalance({ ...stretch, text: expanded.text }, file);
  const diagnostics = [...expanded.diagnostics, ...balanced.diagnostics];
  try {
    const markdown = parser.runSync(parser.parse(balanced.text));
    diagnostics.push(...findUnclosed(markdown, balanced.text, { file, line: stretch.line }));
    return { tree: toHtmlTree(markdown, lab), diagnostics };
  } catch (error) {
    // A hostile text can nest what Markdown itself has (lists, quotes) until the stack ends. The rest of a chapter still stands.
    if (!(error instanceof RangeError)) throw error;
    const message = "this text is nested too deeply to be read; nest its lists and quotes less";
    diagnostics.push({ severity: "error", file, line: stretch.line, column: 1, message });
    return { tree: asPlainText(stretch.text), diagnostics };
  }
}

function toHtmlTree(markdown: MarkdownRoot, lab: string | undefined): Root {
  const tree = unified()
    .use(remarkRehype, { handlers: contentClassHandlers(lab) })
    .runSync(markdown);
  markAsides(tree);
  improveTypography(tree);
  return unified().use(rehypeSanitize, courseSchema).runSync(tree);
}

function asPlainText(value: string): Root {
  return { type: "root", children: [element("pre", {}, [{ type: "text", value }])] };
}

/** The tree as text for a page. */
export function toHtml(tree: Root): string {
  return unified().use(rehypeStringify).stringify(tree);
}
