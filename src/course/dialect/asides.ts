/** A paragraph in parentheses is an aside: said in a lower voice. */
import type { Root } from "hast";
import { eachElement, textOf } from "./hast.ts";

export function markAsides(tree: Root): void {
  eachElement(tree, (paragraph) => {
    if (paragraph.tagName !== "p") return;
    const text = textOf(paragraph).trim();
    if (text.startsWith("(") && text.endsWith(")")) paragraph.properties.className = ["aside"];
  });
}
