import { expect, test } from "vitest";
import { renderSource, toHtml } from "../../../src/course/dialect/render.ts";
import { sourceOf } from "../../../src/course/dialect/source.ts";

function render(text: string): string {
  return toHtml(renderSource(sourceOf(text, "a.md"), { lab: "zombies" }).tree).replaceAll("\n", "");
}

const question = `.predict[

What *comes*?

- [ ] one

  Not that: see.
- [x] two

.lab[
\`\`\`bash
ps
\`\`\`
]

\`\`\`outcome
zombies: 2
\`\`\`

Because.

]`;

test("a prediction can be read without a script: question, answers, what to run, and the rest folded", () => {
  expect(render(question)).toBe(
    '<div class="question predict" data-question="dc9087a9a6" data-outcome="{&#x22;zombies&#x22;:2}">' +
      '<p class="question-label">Predict</p><div class="question-text"><p>What <em>comes</em>?</p></div>' +
      '<ol><li>one</li><li data-right="">two</li></ol>' +
      '<div class="question-trial"><div class="lab-steps" data-lab="zombies"><pre data-step="bash"><code>ps</code></pre></div></div>' +
      '<details class="question-solution"><summary>Answer</summary>' +
      '<div class="question-right"><p><strong class="question-letter">B.</strong> two</p></div>' +
      '<div class="question-reply" data-for="0"><p><strong class="question-letter">A.</strong> Not that: see.</p></div>' +
      "<p>Because.</p></details></div>",
  );
});

test("an answer is to these words: other words are another question", () => {
  const id = (text: string) => /data-question="(\w+)"/.exec(render(text))?.[1];
  expect(id(question.replace("Because", "For"))).toBe(id(question));
  expect(id(question.replace("two", "three"))).not.toBe(id(question));
});

test("without answers it is a block like any other", () => {
  expect(render(".quiz[\n\na\n\n]")).toBe('<div class="quiz"><p>a</p></div>');
});
