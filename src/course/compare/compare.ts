/** Lists where remark 0.14 with marked 0.3 reads a chapter otherwise than we do. ARCHITECTURE.md says why we differ. */
import type { Nodes } from "mdast";
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { findPairs } from "../dialect/content-class/pairs.ts";
import { findFencedLines } from "../dialect/fences.ts";
import { placeOfNode } from "../dialect/nodes.ts";
import { parse } from "../dialect/parse.ts";
import { type Place, placeOf, type Source, sourceOf, textOf } from "../dialect/source.ts";
import { cutSlides, findSeparators } from "../dialect/split.ts";
import { type Problem, problems } from "../problems.ts";
import { type RemarkReading, readAsRemark } from "./remark-lexer.ts";

export function compareReadings(text: string, file: string): Diagnostic[] {
  const source = sourceOf(text, file);
  const comparison = new Comparison(source);
  const remark = readAsRemark(textOf(source));
  comparison.separators(remark);
  comparison.classes(remark);
  comparison.properties();
  comparison.lists();
  return comparison.found.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Tags that start no block in marked 0.3. */
const startsInline =
  /^<\/?(?:a|abbr|b|bdi|bdo|br|cite|code|data|del|dfn|em|i|img|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strong|sub|sup|time|u|var|wbr)\b[^>]*>/i;

class Comparison {
  readonly found: Diagnostic[] = [];
  readonly #source: Source;
  readonly #fenced: boolean[];
  /** Offset of each line's start. */
  readonly #starts: number[] = [];

  constructor(source: Source) {
    this.#source = source;
    this.#fenced = findFencedLines(source.lines);
    let offset = 0;
    for (const line of source.lines) {
      this.#starts.push(offset);
      offset += line.length + 1;
    }
  }

  separators(remark: RemarkReading): void {
    const ours = new Map(findSeparators(this.#source, this.#fenced, []));
    for (const [line, text] of this.#source.lines.entries()) {
      const theirs = remark.separators.has(this.#starts[line] ?? -1);
      const mark = ours.get(line);
      if (mark !== undefined && !theirs) {
        const reason = text === mark ? "brackets or backticks of the text above hold it" : "blanks follow it";
        this.#tell(line, 1, problems.remarkSeparator(mark, reason));
      } else if (mark === undefined && theirs) this.#tell(line, 1, problems.remarkNoSeparator(text.trim()));
    }
  }

  classes(remark: RemarkReading): void {
    const ours = findPairs(this.#source.lines).pairs;
    for (const [offset, { close }] of ours) {
      const line = this.#lineAt(offset);
      const column = offset - (this.#starts[line] ?? 0) + 1;
      const opening = /(?:\.[\w-]+)+\[/y;
      opening.lastIndex = column - 1;
      const name = opening.exec(this.#source.lines[line] ?? "")?.[0] ?? "";
      const theirs = remark.classes.get(offset);
      if (theirs === undefined && remark.unclosed.has(offset)) this.#tell(line, column, problems.remarkClassOpen(name));
      else if (theirs !== undefined && theirs !== close) {
        this.#tell(line, column, problems.remarkClassEnd(name, this.#lineAt(theirs) + 1));
      }
    }
  }

  /** remark takes any word with a colon at the head of a slide or a step for a property. */
  properties(): void {
    for (const { source } of cutSlides(this.#source).cuts) {
      const index = source.lines.findIndex((line) => line !== "");
      const key = /^([-\w]+):/.exec(source.lines[index] ?? "")?.[1];
      if (key !== undefined) this.found.push(diagnose(placeOf(source, index), problems.remarkProperty(key)));
    }
  }

  /** In marked an item with a blank more before it is inside the item above. */
  lists(): void {
    for (const { source } of cutSlides(this.#source).cuts) {
      const { tree, diagnostics } = parse(source);
      for (const one of diagnostics)
        if (one.code === "fence-cut") this.found.push(diagnose(one, problems.remarkFence()));
      const depths = new Map<number, number>();
      const visit = (node: Nodes, depth: number): void => {
        if (
          node.type === "list" &&
          node.ordered &&
          node.start !== null &&
          node.start !== undefined &&
          node.start !== 1
        ) {
          const line = (node.position?.start.line ?? 1) - 1;
          this.found.push(diagnose(placeOf(source, line), problems.remarkStart(node.start)));
        }
        if (node.type === "html" && startsInline.test(node.value)) this.#html(node.value, placeOfNode(source, node));
        if (node.type === "listItem") depths.set((node.position?.start.line ?? 1) - 1, depth);
        const inside = node.type === "list" ? depth + 1 : depth;
        if ("children" in node) for (const child of node.children) visit(child, inside);
      };
      visit(tree, 0);
      this.#compareDepths(source, depths);
    }
  }

  /** HTML inside of a line is one tag each; only a block has more. */
  #html(value: string, place: Place): void {
    const [tag = ""] = startsInline.exec(value) ?? [];
    const rest = value.slice(tag.length).replace(/<[^>]*>/g, "");
    if (rest.trim() !== "") this.found.push(diagnose(place, problems.remarkHtml(tag)));
  }

  #compareDepths(source: Source, depths: ReadonlyMap<number, number>): void {
    let indents: number[] = [];
    for (const [line, text] of source.lines.entries()) {
      const depth = depths.get(line);
      if (depth === undefined) {
        if (/^\S/.test(text)) indents = [];
        continue;
      }
      const indent = /^[ \t]*/.exec(text)?.[0].replaceAll("\t", "    ").length ?? 0;
      indents = [...indents.filter((one) => one < indent), indent];
      if (indents.length === depth) continue;
      const nested = indents.length > depth ? "in a list in the list" : "beside the list above";
      this.found.push(diagnose(placeOf(source, line, indent + 1), problems.remarkList(nested)));
      // Told once; what is below goes by our depth.
      indents = indents.slice(-depth);
    }
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #tell(line: number, column: number, problem: Problem): void {
    this.found.push(diagnose(placeOf(this.#source, line, column), problem));
  }
}
