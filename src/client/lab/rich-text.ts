/** A lab file's short texts: plain, but for code between backticks. */
import { h } from "../dom.ts";

export function richText(text: string): (Node | string)[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? h("code", {}, part) : part));
}
