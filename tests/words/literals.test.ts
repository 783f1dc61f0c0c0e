/** No words of the interface stand outside of src/words: each that is found here is one that another language lacks. */
import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

/** Names, and what is the same in all languages. */
const names = new Set([
  "PID One",
  "· PID One",
  "PID 1",
  "Z",
  "worker",
  "Ctrl+Shift+Enter",
  "Ctrl+Shift+F",
  "Ctrl+Shift+↑",
  "rgb",
]);
/** Attributes, properties and variables whose text a person reads or hears. */
const read =
  /^(aria-?(label|valuetext|description|roledescription)|title|placeholder|alt|label|textContent|innerText|summary)$/i;
/** What is called with such texts, and from which argument on. */
const calls: Readonly<Record<string, number>> = {
  h: 2,
  setText: 1,
  say: 0,
  button: 0,
  copyButton: 1,
  SandboxError: 0,
  ProgressError: 0,
};
/** What nobody but who writes the program reads. */
const silent = new Set(["Error", "info", "warn", "error", "#complain"]);
const sentence = /\p{L}+ \p{L}+ \p{L}+|^\p{Lu}\p{Ll}+ \p{L}/u;

function isWords(text: string): boolean {
  return /\p{L}{2,}/u.test(text) && !names.has(text.trim()) && !text.includes("monospace");
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    return node.text;
  return ts.isJsxText(node) ? node.text : undefined;
}

function nameOf(node: ts.Node): string {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteral(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return nameOf(node.name);
  return ts.isJsxNamespacedName(node) ? nameOf(node.name) : "";
}

/** Whether a person gets to see or hear what stands here. Looks up to the statement; a call in between makes another thing of it. */
function isRead(node: ts.Node): boolean {
  for (let child = node, at = node.parent; at && !ts.isStatement(at); child = at, at = at.parent) {
    if (ts.isPropertyAssignment(at) || ts.isJsxAttribute(at)) return child !== at.name && read.test(nameOf(at.name));
    if (ts.isBinaryExpression(at)) {
      if (at.operatorToken.kind === ts.SyntaxKind.EqualsToken) return child === at.right && read.test(nameOf(at.left));
      const isJoined = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken];
      if (!isJoined.includes(at.operatorToken.kind)) return false;
    }
    if (ts.isConditionalExpression(at) && child === at.condition) return false;
    if (ts.isElementAccessExpression(at) || ts.isArrayLiteralExpression(at)) return false;
    if (ts.isCallExpression(at) || ts.isNewExpression(at)) {
      const from = calls[nameOf(at.expression)];
      const given: readonly ts.Node[] = at.arguments ?? [];
      return from !== undefined && given.indexOf(child) >= from;
    }
  }
  return false;
}

function isSilent(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isExportDeclaration(at) || ts.isLiteralTypeNode(at)) return true;
    if ((ts.isCallExpression(at) || ts.isNewExpression(at)) && silent.has(nameOf(at.expression))) return true;
    if ((ts.isJsxAttribute(at) || ts.isPropertyAssignment(at)) && /^class/.test(nameOf(at.name))) return true;
  }
  return false;
}

/** Those that a person would read, with their lines. */
function wordsIn(code: string, file: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (
      text !== undefined &&
      isWords(text) &&
      !isSilent(node) &&
      (ts.isJsxText(node) || isRead(node) || sentence.test(text))
    )
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A page as TypeScript can read it: what stands between the fences, then the template as JSX, on the same lines. */
function asTsx(page: string): string {
  const [, script = "", template = ""] = /^---\n(.*?)\n---\n(.*)$/s.exec(page) ?? [];
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, " ");
  const jsx = template
    .replaceAll(/<style>.*?<\/style>|<script[^>]*>.*?<\/script>|<!doctype html>/gs, blank)
    .replaceAll(/(?<=<[^<>]*\s)\{(\w+)\}(?=\s|\/?>)/g, "$1={$1}");
  return `\n${script}\n;<>${jsx}</>`;
}

const places = "src/{client,components,layouts,pages}/**";

test.each(globSync(`${places}/*.ts`))("%s", (file) => {
  expect(wordsIn(readFileSync(file, "utf8"), file)).toEqual([]);
});

test.each(globSync(`${places}/*.astro`))("%s", (file) => {
  expect(wordsIn(asTsx(readFileSync(file, "utf8")), file)).toEqual([]);
});

test.each([
  ['h("button", { type: "button" }, "Restart")', "Restart"],
  ['h("p", { class: "a b c" }, isOn ? count + " left" : "")', "left"],
  ['h("input", { "aria-label": "Time" })', "Time"],
  ['button.textContent = done ? "Copied" : words.copy', "Copied"],
  ['say(region, "Marked.")', "Marked."],
  ['const told = "Nothing was typed";', "Nothing was typed"],
  ["<p>Start {name}</p>", "Start"],
  ['<nav aria-label="Deck" />', "Deck"],
])("%s is found", (code, words) => {
  expect(wordsIn(code, "a.tsx").map((line) => line.replace(/^\S+ /, ""))).toEqual([words]);
});

test.each([
  'event.key === "Escape"',
  'h("p", { class: "pid-lab__notice", role: "alert" }, words.lab.start)',
  'throw new Error("mermaid did not name itself");',
  'h("strong", {}, "PID 1")',
  '<a class="button main big" href="/">{words.start}</a>',
])("%s has no words", (code) => {
  expect(wordsIn(code, "a.tsx")).toEqual([]);
});
