/** Content classes as HTML: `div` and `span`; `.lab[ ]` with its steps marked for whatever runs them. */
import type { Element, ElementContent } from "hast";
import type { Handlers, State } from "mdast-util-to-hast";
import { classesOf, eachElement, element, textOf } from "../hast.ts";
import { isHiddenStep, isStepKind } from "../step.ts";
import type { ContentClassBlock, ContentClassText } from "./remark.ts";

export function contentClassHandlers(lab: string | undefined): Handlers {
  return {
    contentClassText(state: State, node: ContentClassText) {
      return element("span", { className: node.classes }, state.all(node));
    },
    contentClassBlock(state: State, node: ContentClassBlock) {
      return node.classes.includes("lab") ? labSteps(state, node, lab) : block(state, node);
    },
  };
}

function block(state: State, node: ContentClassBlock): Element {
  const role = node.classes.includes("warning") ? { role: "note" } : {};
  return element("div", { className: node.classes, ...role }, state.wrap(blocks(state, node), true));
}

function labSteps(state: State, node: ContentClassBlock, lab: string | undefined): Element {
  const others = node.classes.filter((name) => name !== "lab");
  const properties = { className: ["lab-steps", ...others], ...(lab !== undefined && { dataLab: lab }) };
  const steps = element("div", properties, state.wrap(blocks(state, node), true));
  eachElement(steps, markStep);
  return steps;
}

function blocks(state: State, node: ContentClassBlock): ElementContent[] {
  return state.all(node).filter((child) => child.type !== "text");
}

function markStep(pre: Element): void {
  const [code] = pre.children;
  if (pre.tagName !== "pre" || code?.type !== "element") return;
  const kind = classesOf(code).join(" ").replace("language-", "");
  if (!isStepKind(kind)) return;
  pre.properties = { dataStep: kind, ...(isHiddenStep(kind) && { hidden: true }) };
  code.properties = {};
  code.children = [{ type: "text", value: textOf(code).replace(/\n$/, "") }];
}
