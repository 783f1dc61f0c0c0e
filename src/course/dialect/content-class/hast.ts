/** Content classes as HTML: `div` and `span`; `.lab[ ]` with its steps marked for whatever runs them. */
import type { Element, ElementContent } from "hast";
import type { Nodes } from "mdast";
import type { Handlers, State } from "mdast-util-to-hast";
import { courseWordsIn } from "../../../words/course.ts";
import { classesOf, eachElement, element } from "../hast.ts";
import { questionElement, questionOf } from "../question.ts";
import { isHiddenStep, isLab, isStepKind } from "../step.ts";
import type { ContentClassBlock, ContentClassText } from "./remark.ts";

export function contentClassHandlers({
  lab,
  language,
}: {
  lab: string | undefined;
  language?: string | undefined;
}): Handlers {
  return {
    contentClassText(state: State, node: ContentClassText) {
      return placed(state, node, element("span", { className: node.classes }, state.all(node)));
    },
    contentClassBlock(state: State, node: ContentClassBlock) {
      if (isLab(node.classes)) return placed(state, node, labSteps(state, node, lab));
      return placed(state, node, question(state, node, language) ?? block(state, node));
    },
  };
}

function placed(state: State, node: Nodes, result: Element): Element {
  state.patch(node, result);
  return result;
}

function question(state: State, node: ContentClassBlock, language: string | undefined): Element | undefined {
  const parts = questionOf(node);
  if (parts === undefined) return undefined;
  const html = (children: ContentClassBlock["children"]): ElementContent[] => blocks(state, { ...node, children });
  const words = courseWordsIn(language);
  return questionElement(words, {
    ...parts,
    asked: html(parts.asked),
    answers: parts.answers.map(({ text, reply, isRight }) => ({ text: html(text), reply: html(reply), isRight })),
    trial: html(parts.trial),
    explanation: html(parts.explanation),
  });
}

function block(state: State, node: ContentClassBlock): Element {
  const role = node.classes.includes("warning") ? { role: "note" } : {};
  return element("div", { className: node.classes, ...role }, state.wrap(blocks(state, node), true));
}

function labSteps(state: State, node: ContentClassBlock, lab: string | undefined): Element {
  const others = node.classes.filter((name) => name !== "lab" && name !== "exercise");
  const properties = { className: ["lab-steps", ...others], ...(lab !== undefined && { dataLab: lab }) };
  const steps = element("div", properties, state.wrap(blocks(state, node), true));
  removeHidden(steps);
  eachElement(steps, markStep);
  return steps;
}

function blocks(state: State, node: ContentClassBlock): ElementContent[] {
  return state.all(node).filter((child) => child.type !== "text");
}

/** What only a machine does is no part of the page; `findLabs` has it. */
function removeHidden(parent: Element): void {
  parent.children = parent.children.filter((child) => {
    if (child.type !== "element") return true;
    removeHidden(child);
    const kind = kindOf(child);
    return !isStepKind(kind) || !isHiddenStep(kind);
  });
}

function markStep(pre: Element): void {
  const kind = kindOf(pre);
  const [code] = pre.children;
  if (!isStepKind(kind) || code?.type !== "element") return;
  pre.properties = { dataStep: kind };
  code.properties = {};
  const last = code.children.at(-1);
  if (last?.type === "text") last.value = last.value.replace(/\n$/, "");
}

function kindOf(pre: Element): string {
  const [code] = pre.children;
  if (pre.tagName !== "pre" || code?.type !== "element") return "";
  return classesOf(code).join(" ").replace("language-", "");
}
