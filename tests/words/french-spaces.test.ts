/** French has a narrow space before ? ! : ; and inside « », at which no line may break. */
import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

/** All of a file that a person reads. */
function textsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

test.each(globSync("src/words/fr/*.ts"))("%s", (file) => {
  for (const text of textsOf(file)) {
    // Not a colon of an address such as https://
    expect(text).not.toMatch(/[ \u00a0][?!:;»]|«[ \u00a0]|[\p{L}\d)][?!;»]|[\p{L})]:(?!\/\/)|«(?!\u202f|$)/u);
  }
});
