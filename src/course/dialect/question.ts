/**
 * Questions: `.predict[ ]`, which the reader answers before seeing what happens, and `.quiz[ ]`. What is asked, a list of
 * answers of which one has `[x]`, what explains it. What stands in an answer below its first paragraph is for who chose it.
 * Of a prediction, a `.lab[ ]` shows what is right, and a fence `outcome` says how a page knows that the lab has shown it.
 */
import { createHash } from "node:crypto";
import type { Element, ElementContent } from "hast";
import type { BlockContent, DefinitionContent, List, Nodes, Root } from "mdast";
import { parse as parseYaml } from "yaml";
import { type Outcome, outcomeSchema } from "../../protocol/outcome.ts";
import type { CourseWords } from "../../words/course.ts";
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { type Problem, problems } from "../problems.ts";
import type { ContentClassBlock } from "./content-class/remark.ts";
import { element, textOf } from "./hast.ts";
import { eachNode, placeOfNode } from "./nodes.ts";
import type { Source } from "./source.ts";
import { isLab } from "./step.ts";

export type QuestionKind = "predict" | "quiz";

type Content = BlockContent | DefinitionContent;

export interface Question {
  kind: QuestionKind;
  asked: Content[];
  answers: { text: Content[]; reply: Content[]; isRight: boolean }[];
  /** What to run in order to see. */
  trial: Content[];
  outcome?: Outcome;
  explanation: Content[];
}

export function questionKind(classes: readonly string[]): QuestionKind | undefined {
  return classes.includes("predict") ? "predict" : classes.includes("quiz") ? "quiz" : undefined;
}

/** Nothing, if there are no answers. */
export function questionOf(block: ContentClassBlock): Question | undefined {
  const kind = questionKind(block.classes);
  const at = block.children.findIndex(isAnswers);
  const list = block.children[at];
  if (kind === undefined || list === undefined || !isAnswers(list)) return undefined;
  const after = block.children.slice(at + 1);
  const outcome = after.map(readOutcome).find((one) => one !== undefined);
  return {
    kind,
    asked: block.children.slice(0, at),
    answers: list.children.map(({ checked, children: [text, ...reply] }) => ({
      text: text === undefined ? [] : [text],
      reply,
      isRight: checked === true,
    })),
    trial: after.filter(isTrial),
    ...(outcome !== undefined && { outcome }),
    explanation: after.filter((node) => !isTrial(node) && !isOutcome(node)),
  };
}

/** What is wrong with the questions of a text. */
export function checkQuestions(tree: Root, source: Source): Diagnostic[] {
  const found: Diagnostic[] = [];
  const tell = (node: Nodes, problem: Problem): void => void found.push(diagnose(placeOfNode(source, node), problem));
  eachNode(tree, (node) => {
    if (node.type !== "contentClassBlock") return;
    const kind = questionKind(node.classes);
    if (kind === undefined) return;
    const question = questionOf(node);
    if (question === undefined) return tell(node, problems.questionAnswers(`.${kind}[`));
    const right = question.answers.filter(({ isRight }) => isRight).length;
    if (question.answers.length < 2) tell(node, problems.questionAnswers(`.${kind}[`));
    else if (right !== 1) tell(node, problems.questionRight(right));
    if (question.asked.length === 0) tell(node, problems.questionEmpty());
    if (question.explanation.length === 0) tell(node, problems.questionExplanation());
    for (const child of node.children) {
      if (isOutcome(child) && readOutcome(child) === undefined) tell(child, problems.questionOutcome());
    }
  });
  return found;
}

function isAnswers(node: Nodes): node is List {
  return node.type === "list" && node.children.some(({ checked }) => typeof checked === "boolean");
}

function isTrial(node: Nodes): boolean {
  return node.type === "contentClassBlock" && isLab(node.classes);
}

function isOutcome(node: Nodes): node is Nodes & { type: "code" } {
  return node.type === "code" && node.lang === "outcome";
}

function readOutcome(node: Nodes): Outcome | undefined {
  if (!isOutcome(node)) return undefined;
  try {
    return outcomeSchema.safeParse(parseYaml(node.value)).data;
  } catch {
    return undefined; // No YAML.
  }
}

/** The same as HTML, each part already rendered. */
export interface QuestionParts {
  kind: QuestionKind;
  asked: ElementContent[];
  answers: { text: ElementContent[]; reply: ElementContent[]; isRight: boolean }[];
  trial: ElementContent[];
  outcome?: Outcome;
  explanation: ElementContent[];
}

/** Readable as it is, the answer folded away; `src/client/questions` makes it one to answer. */
export function questionElement(
  words: CourseWords,
  { kind, asked, answers, trial, outcome, explanation }: QuestionParts,
): Element {
  const items = answers.map(({ text, isRight }) =>
    element("li", isRight ? { dataRight: "" } : {}, text.flatMap(withoutParagraph)),
  );
  const right = answers.findIndex(({ isRight }) => isRight);
  const replies = answers.flatMap(({ reply }, index) =>
    reply.length === 0 ? [] : [element("div", { className: ["question-reply"], dataFor: index }, named(index, reply))],
  );
  const solution = named(right, [element("p", {}, answers[right]?.text.flatMap(withoutParagraph) ?? [])]);
  return element(
    "div",
    {
      className: ["question", kind],
      dataQuestion: idOf([...asked, ...answers.flatMap(({ text }) => text)]),
      ...(outcome !== undefined && { dataOutcome: JSON.stringify(outcome) }),
    },
    [
      element("p", { className: ["question-label"] }, [text(kind === "predict" ? words.predict : words.question)]),
      element("div", { className: ["question-text"] }, asked),
      element("ol", {}, items),
      ...(trial.length === 0 ? [] : [element("div", { className: ["question-trial"] }, trial)]),
      element("details", { className: ["question-solution"] }, [
        element("summary", {}, [text(words.answer)]),
        element("div", { className: ["question-right"] }, solution),
        ...replies,
        ...explanation,
      ]),
    ],
  );
}

/** Stays while nobody changes the question's words: an answer is to these words. */
function idOf(content: ElementContent[]): string {
  const words = content.map(textOf).join(" ").replaceAll(/\s+/g, " ").trim();
  return createHash("sha256").update(words).digest("hex").slice(0, 10);
}

/** "B. …": the answer's letter before what is said of it. */
function named(index: number, content: ElementContent[]): ElementContent[] {
  const letter = element("strong", { className: ["question-letter"] }, [text(`${letterOf(index)}.`)]);
  const [first, ...rest] = content;
  if (first?.type !== "element" || first.tagName !== "p") return [element("p", {}, [letter]), ...content];
  return [{ ...first, children: [letter, text(" "), ...first.children] }, ...rest];
}

function letterOf(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

function withoutParagraph(child: ElementContent): ElementContent[] {
  return child.type === "element" && child.tagName === "p" ? child.children : [child];
}

function text(value: string): ElementContent {
  return { type: "text", value };
}
