/** A Markdown tree of the dialect to an HTML tree that is safe to show. */
import type { Element, Root } from "hast";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import type { Diagnostic } from "../diagnostic.ts";
import { markAsides } from "./asides.ts";
import { nameButtons } from "./buttons.ts";
import { codeHandlers } from "./code.ts";
import { keepCodeWords } from "./code-words.ts";
import { contentClassHandlers } from "./content-class/hast.ts";
import { element } from "./hast.ts";
import { listHandlers } from "./lists.ts";
import { type Parsed, parse } from "./parse.ts";
import { readRawHtml } from "./raw-html.ts";
import { courseSchema } from "./sanitize.ts";
import { type Place, placeOf, type Source, textOf } from "./source.ts";
import { type LookUpTerm, linkTerms } from "./terms.ts";
import { improveTypography } from "./typography.ts";

export interface RenderContext {
  /** Where the commands of `.lab[ ]` run. */
  lab: string | undefined;
  /** What the text is written in, two letters; English, if nothing is said. */
  language?: string;
  /** Where a link or an image leads in the page, given what the author wrote and where; as written, if there is none. */
  addressOf?: (address: string, kind: "link" | "image", place: Place) => string;
  /** The glossary, where the page has one. */
  lookUpTerm?: LookUpTerm;
  /** For each build, the line (from 0) on which it starts: elements of later ones get `data-build`. */
  buildStarts?: readonly number[];
}

export interface Rendered {
  tree: Root;
  diagnostics: Diagnostic[];
}

/** Any text gives a tree; what is wrong with it stands in the diagnostics. */
export function renderSource(source: Source, context: RenderContext): Rendered {
  const parsed = parse(source);
  const { tree, diagnostics } = renderParsed(parsed, context);
  return { tree, diagnostics: [...parsed.diagnostics, ...diagnostics] };
}

/** The same, of what is parsed already. */
export function renderParsed({ tree: markdown, source }: Parsed, context: RenderContext): Rendered {
  try {
    const tree = unified()
      .use(remarkRehype, {
        allowDangerousHtml: true,
        handlers: { ...codeHandlers, ...listHandlers, ...contentClassHandlers(context) },
      })
      .runSync(markdown);
    const diagnostics = readRawHtml(tree, source);
    if (context.buildStarts !== undefined) markBuilds(tree, context.buildStarts, 0);
    rewrite(tree, source, context.addressOf ?? ((address) => address));
    markAsides(tree);
    improveTypography(tree);
    const safe = unified().use(rehypeSanitize, courseSchema).runSync(tree);
    nameButtons(safe);
    keepCodeWords(safe);
    if (context.lookUpTerm !== undefined) linkTerms(safe, context.lookUpTerm);
    return { tree: safe, diagnostics };
  } catch (error) {
    // As in parse(): what nests until the stack ends is shown as it was written. There it was told.
    if (!(error instanceof RangeError)) throw error;
    const plain = element("pre", {}, [{ type: "text", value: textOf(source) }]);
    return { tree: { type: "root", children: [plain] }, diagnostics: [] };
  }
}

/** The tree as text for a page. */
export function toHtml(tree: Root): string {
  return unified().use(rehypeStringify).stringify(tree);
}

/** Marks the outermost elements of each build after the first. */
function markBuilds(node: Root | Element, starts: readonly number[], inside: number): void {
  for (const child of node.children) {
    if (child.type !== "element") continue;
    const line = (child.position?.start.line ?? 0) - 1;
    const build =
      line < 0
        ? inside
        : Math.max(
            inside,
            starts.findLastIndex((start) => start <= line),
          );
    if (build > inside) child.properties.dataBuild = build;
    markBuilds(child, starts, build);
  }
}

function rewrite(node: Root | Element, source: Source, addressOf: NonNullable<RenderContext["addressOf"]>): void {
  for (const child of node.children) {
    if (child.type !== "element") continue;
    const { href, src } = child.properties;
    const place = placeOf(source, (child.position?.start.line ?? 1) - 1, child.position?.start.column);
    if (child.tagName === "a" && typeof href === "string")
      child.properties.href = addressOf(lowerScheme(href), "link", place);
    if (child.tagName === "img" && typeof src === "string")
      child.properties.src = addressOf(lowerScheme(src), "image", place);
    rewrite(child, source, addressOf);
  }
}

/** Schemes may be written in capitals (RFC 3986, 3.1); what is allowed is listed in small letters. */
function lowerScheme(address: string): string {
  return address.replace(/^[a-z][a-z\d+.-]*:/i, (scheme) => scheme.toLowerCase());
}
