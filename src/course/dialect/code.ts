/** Fenced code as HTML: what is marked in it, and diagrams, which a script of the page draws. */
import type { Element, ElementContent } from "hast";
import type { Code } from "mdast";
import type { Handlers, State } from "mdast-util-to-hast";
import { element } from "./hast.ts";
import { markCode } from "./highlight.ts";

export const codeHandlers: Handlers = {
  code(state: State, node: Code): Element {
    const result = node.lang === "mermaid" ? mermaid(node.value) : code(node);
    state.patch(node, result);
    return result;
  },
};

function code({ lang, value }: Code): Element {
  const properties = lang === null || lang === undefined ? {} : { className: [`language-${lang}`] };
  const text = value === "" ? "" : `${value}\n`;
  // Markdown that is shown has backticks and stars of its own.
  const content: ElementContent[] =
    lang === "markdown" ? [{ type: "text", value: text }] : markCode(text, { wholeLines: true });
  const inside = element("code", properties, content);
  return element("pre", {}, [inside]);
}

function mermaid(value: string): Element {
  return element("pre", { className: ["mermaid"] }, [{ type: "text", value }]);
}
