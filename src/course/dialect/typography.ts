/** What an author types plainly and a reader should see well set. Code stays as it is. */
import type { Element, Root } from "hast";

export function improveTypography(node: Root | Element): void {
  for (const child of node.children) {
    if (child.type === "text") child.value = improveText(child.value);
    else if (child.type === "element" && child.tagName !== "code" && child.tagName !== "pre") improveTypography(child);
  }
}

/** The same for a short text that is no Markdown. */
export function improveText(text: string): string {
  return text
    .replace(/(?<=[\p{L}\p{N}])'(?=\p{L})|(?<=\p{L}s)'(?=\s)/gu, "’")
    .replace(/\bPID (?=\d)/g, "PID\u00a0")
    .replace(/(?<=\d) \+ (?=\d)/g, "\u00a0+\u00a0");
}
