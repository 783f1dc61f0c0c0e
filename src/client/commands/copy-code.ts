/** Code in the text gets a button that copies it, and can be scrolled by keys. Commands of a lab have theirs: see enhance.ts. */
import { h } from "../dom.ts";
import { watchScrolled } from "../scrolled.ts";
import { copyButton } from "./copy.ts";

/** Gives a button to all code below `root`, once. */
export function addCopyButtons(root: ParentNode): void {
  for (const code of root.querySelectorAll<HTMLElement>(".prose pre > code")) {
    const pre = code.parentElement;
    if (!pre || pre.dataset.step !== undefined || pre.parentElement?.classList.contains("code-box")) continue;
    const text = code.textContent.replace(/\n$/, "");
    if (text.trim() === "") continue;
    const box = h("div", { class: "code-box" });
    pre.replaceWith(box);
    box.append(pre, copyButton(text, text.split("\n")[0] ?? ""));
    watchScrolled(pre);
  }
}
