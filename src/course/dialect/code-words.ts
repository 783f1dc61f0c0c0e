/**
 * A browser breaks a line at any hyphen: `--forest` would become `-` and `-forest`, dumb-init dumb- and init. So such words
 * are kept in one piece. So is all of a short code in a text, as `kill -HUP 1`: half of it at the end of a line says something
 * else; and an option with its value. A line of several commands is broken between them, if it can.
 */
import type { Element, ElementContent, Root } from "hast";
import { eachElement, element } from "./hast.ts";

/** An option of one letter with its value, or a word with a hyphen. Longer ones may have to be broken on a phone. */
const hyphenated = /(?<!\S)(-[A-Za-z] (?!-)\S{1,24}|(?=\S*-)\S{2,24})(?!\S)/;

const short = /^(?=.* ).{1,24}$/;

/** Of names in a text, such as pid-one and KEP-495. Where a part is longer, one can read it from two lines. */
const name = /(?<![\p{L}\p{N}-])(\p{L}{1,4}-[\p{L}\p{N}]{1,4})(?![\p{L}\p{N}-])/u;

/** Blanks behind what ends a command. */
const between = /(?<=[;&|])( +)(?=\S)/;

/** Of what wraps: text, code in it, and commands. */
export function keepCodeWords(tree: Root): void {
  for (const child of tree.children) if (child.type === "element") keepNames(child);
  eachElement(tree, (parent) => {
    const isBlock = parent.tagName === "pre";
    if (isBlock && parent.properties.dataStep === undefined) return;
    for (const child of parent.children) {
      if (!isCode(child)) continue;
      const [only, ...more] = child.children;
      const plain = only?.type === "text" && more.length === 0 ? only.value : "";
      if (!isBlock && short.test(plain)) child.children = pieces(plain, /^(.+)$/, "word");
      else if (isBlock && between.test(plain) && !plain.trim().includes("\n")) child.children = commands(plain);
      else child.children = child.children.flatMap((node) => keep(node, hyphenated));
    }
  });
}

function keepNames(parent: Element): void {
  if (parent.tagName === "code" || parent.tagName === "pre") return;
  for (const child of parent.children) if (child.type === "element") keepNames(child);
  parent.children = parent.children.flatMap((child) => keep(child, name));
}

function isCode(node: ElementContent): node is Element {
  return node.type === "element" && node.tagName === "code";
}

function commands(line: string): ElementContent[] {
  return pieces(line, between, "").flatMap((node) =>
    node.type === "text" && node.value.trim() !== ""
      ? [element("span", { className: ["part"] }, keep(node, hyphenated))]
      : [node],
  );
}

function keep(node: ElementContent, words: RegExp): ElementContent[] {
  return node.type === "text" && node.value.includes("-") ? pieces(node.value, words, "word") : [node];
}

/** What a pattern with one group splits is text, group, text, group, and so on. Groups get the class, if there is one. */
function pieces(value: string, pattern: RegExp, className: string): ElementContent[] {
  return value.split(pattern).flatMap((piece, index): ElementContent[] => {
    if (piece === "") return [];
    const text = { type: "text" as const, value: piece };
    return index % 2 === 1 && className !== "" ? [element("span", { className: [className] }, [text])] : [text];
  });
}
