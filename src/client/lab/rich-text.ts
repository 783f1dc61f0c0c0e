/** A lab file's short texts: plain, but for code between backticks and names of buttons. */
import { buttonMark, buttonName, withButtonNames } from "../../words/buttons.ts";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";

export function richText(text: string): (Node | string)[] {
  return text.split("`").flatMap((part, index) => (index % 2 === 1 ? [code(part)] : withButtons(part)));
}

/** Short ones stay in one piece. */
function code(text: string): Element {
  return h("code", text.length <= 16 ? { class: "pid-lab__word" } : {}, text);
}

/** The same, to be said. */
export function plainText(text: string): string {
  return withButtonNames(text, words.lab).replaceAll("`", "");
}

/** What stands between two of a mark's groups is text; the groups are the buttons. */
function withButtons(text: string): (Node | string)[] {
  return text.split(buttonMark).map((part, index) => {
    if (index % 2 === 0) return part.replace(/\bPID (?=\d)/g, "PID\u00a0").replace(/(?<=\p{L})'(?=\p{L})/gu, "’");
    return h("em", { lang: words.language }, buttonName(part, words.lab) ?? part);
  });
}
