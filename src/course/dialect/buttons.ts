/** `.button[restart]`: the name of a button of the page. In the text it is the English one; pages put in that of their language. */
import type { Element, Root } from "hast";
import { buttonName } from "../../words/buttons.ts";
import { lab } from "../../words/en/lab.ts";
import { classesOf, eachElement, textOf } from "./hast.ts";

/** The word between the brackets; undefined: this is no button. */
export function buttonOf(span: Element): string | undefined {
  return span.tagName === "span" && classesOf(span).includes("button") ? textOf(span) : undefined;
}

/** One that no page has stays as it is; `validate` tells of it. */
export function nameButtons(tree: Root): void {
  eachElement(tree, (span) => {
    const button = buttonOf(span);
    const name = button === undefined ? undefined : buttonName(button, lab);
    if (name === undefined) return;
    span.tagName = "em";
    span.properties = { dataButton: button };
    span.children = [{ type: "text", value: name }];
  });
}
