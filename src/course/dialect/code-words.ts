/**
 * A browser breaks a line at any hyphen: `--forest` would become `-` and `-forest`. So such words of code are kept in one piece.
 * So is all of a short code in a text, as `kill -HUP 1`: half of it at the end of a line says something else.
 */
import type { Element, ElementContent, Root } from "hast";
import { eachElement, element } from "./hast.ts";

/** Longer ones may have to be broken on a phone. */
const hyphenated = /(?<!\S)((?=\S*-)\S{2,24})(?!\S)/;

const short = /^(?=.* ).{1,24}$/;

/** Of what wraps: code in a text, and commands. */
export function keepCodeWords(tree: Root): void {
  eachElement(tree, (parent) => {
    const isBlock = parent.tagName === "pre";
    if (isBlock && parent.properties.dataStep === undefined) return;
    for (const child of parent.children) {
      if (!isCode(child)) continue;
      const [only, ...more] = child.children;
      if (!isBlock && only?.type === "text" && more.length === 0 && short.test(only.value))
        child.children = [element("span", { className: ["word"] }, [only])];
      else child.children = child.children.flatMap(keep);
    }
  });
}

function isCode(node: ElementContent): node is Element {
  return node.type === "element" && node.tagName === "code";
}

/** What a pattern with one group splits is text, word, text, word, and so on. */
function keep(node: ElementContent): ElementContent[] {
  if (node.type !== "text" || !node.value.includes("-")) return [node];
  return node.value.split(hyphenated).flatMap((value, index): ElementContent[] => {
    if (value === "") return [];
    const text = { type: "text" as const, value };
    return index % 2 === 1 ? [element("span", { className: ["word"] }, [text])] : [text];
  });
}
