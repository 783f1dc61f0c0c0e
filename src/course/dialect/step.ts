/** What is to be done in a `.lab[ ]`: its fences, and those in its comments, which only a machine sees. */
import type { Nodes, Root } from "mdast";
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { withoutMarks } from "./highlight.ts";
import { eachNode, placeOfNode } from "./nodes.ts";
import { type Place, placeOf, type Source } from "./source.ts";

/** Shown to the reader: what to type, press or open. */
const shown = ["bash", "key", "keys", "copy", "paste", "open"] as const;
/**
 * Only for a machine that runs the steps: what to do unseen, to wait for, to hold true; `restart` and `stop` are
 * ours: a new sandbox, with the PID 1 that it names; the end of this one, as an engine's `stop` brings it about.
 */
const hidden = ["wait", "longwait", "hide", "check", "tmux", "restart", "stop"] as const;

export type StepKind = (typeof shown)[number] | (typeof hidden)[number];

export interface Step {
  kind: StepKind;
  /** What to type, wait for and so on. Marks of highlighting are taken out. */
  text: string;
  place: Place;
  /** Only for a machine. */
  isHidden: boolean;
}

export interface LabBlock {
  place: Place;
  steps: Step[];
}

const kinds: readonly string[] = [...shown, ...hidden];
/** As older material of container.training writes the two. */
const copyPaste = "copypaste";

export function isStepKind(name: string): name is StepKind {
  return kinds.includes(name);
}

export function isHiddenStep(kind: StepKind): boolean {
  return hidden.some((name) => name === kind);
}

export function isLab(classes: readonly string[]): boolean {
  return classes.includes("lab") || classes.includes("exercise");
}

/** The labs of a text, each with its steps in order. */
export function findLabs(tree: Root, source: Source): { labs: LabBlock[]; diagnostics: Diagnostic[] } {
  const labs: LabBlock[] = [];
  const diagnostics: Diagnostic[] = [];
  if (!source.lines.some((line) => line.includes(".") && /lab|exercise/.test(line))) return { labs, diagnostics };
  const visit = (node: Nodes): void => {
    if (node.type === "contentClassBlock" && isLab(node.classes)) {
      const steps: Step[] = [];
      eachNode(node, (child) => steps.push(...stepsOf(child, source, diagnostics)));
      labs.push({ place: placeOfNode(source, node), steps });
    } else if ("children" in node) node.children.forEach(visit);
  };
  visit(tree);
  return { labs, diagnostics };
}

function stepsOf(node: Nodes, source: Source, diagnostics: Diagnostic[]): Step[] {
  if (node.type === "code") {
    const kind = node.lang ?? "";
    if (!isStepKind(kind)) return [];
    return [step(kind, node.value, placeOfNode(source, node), isHiddenStep(kind), diagnostics)];
  }
  return node.type === "html" && node.value.startsWith("<!--") ? stepsInComment(node, source, diagnostics) : [];
}

/** A fence that ends on its own line says what it is about behind its kind: three backticks, `key ^C`, three backticks. */
const fenceInComment = /```([\w-]+)(?:```|[ \t]+([^\n]*?)[ \t]*```|[ \t]*\n([\s\S]*?)\n?[ \t]*```)/g;

function stepsInComment(comment: Nodes & { value: string }, source: Source, diagnostics: Diagnostic[]): Step[] {
  const steps: Step[] = [];
  const first = (comment.position?.start.line ?? 1) - 1;
  let line = 0;
  let counted = 0;
  for (const { index, 1: kind = "", 2: inLine, 3: lines = "" } of comment.value.matchAll(fenceInComment)) {
    line += comment.value.slice(counted, index).split("\n").length - 1;
    counted = index;
    const place = placeOf(source, first + line, line === 0 ? (comment.position?.start.column ?? 1) + index : 1);
    const text = inLine ?? unindent(lines);
    if (isStepKind(kind)) steps.push(step(kind, text, place, true, diagnostics));
    else if (kind === copyPaste)
      steps.push(step("copy", text, place, true, diagnostics), step("paste", "", place, true, diagnostics));
    else diagnostics.push(diagnose(place, problems.stepUnknown(kind, kinds.join(", "))));
  }
  return steps;
}

/** `paste` pastes what was copied, `check` asks for the last command's success, `restart` keeps the PID 1. */
const mayBeEmpty: readonly StepKind[] = ["paste", "check", "restart", "stop"];

function step(kind: StepKind, raw: string, place: Place, isHidden: boolean, diagnostics: Diagnostic[]): Step {
  const text = withoutMarks(raw).trim();
  if (text === "" && !mayBeEmpty.includes(kind)) diagnostics.push(diagnose(place, problems.stepEmpty(kind)));
  return { kind, text, place, isHidden };
}

function unindent(text: string): string {
  const indents = text.match(/^[ \t]*(?=\S)/gm) ?? [];
  const least = Math.min(...indents.map((indent) => indent.length));
  return Number.isFinite(least) ? text.replace(new RegExp(`^[ \\t]{${least}}`, "gm"), "") : text;
}
