/** All questions of a page: `.question`, as `src/course/dialect/question.ts` writes them; and the score of its quizzes. */

import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h, setText } from "../dom.ts";
import { Question } from "./question.ts";
import css from "./styles.css?inline";

export function startQuestions(root: HTMLElement): void {
  const questions = [...root.querySelectorAll<HTMLElement>(".question")].map((one) => new Question(one));
  if (questions.length === 0) return;
  adoptStyles(css);
  root.addEventListener("pid-command-ran", ({ target }) => {
    if (!(target instanceof Element)) return;
    for (const question of questions) if (question.root.contains(target)) question.ran();
  });
  document.addEventListener("pid-lab-sight", ({ detail }) => {
    for (const question of questions) question.see(detail);
  });
  // What another tab answers, or an import brings, is seen here too.
  addEventListener("storage", () => {
    for (const question of questions) question.restore();
  });
  for (const quiz of quizzes(questions)) keepScore(quiz);
}

/** A quiz is all quiz questions of one chapter. */
function quizzes(questions: readonly Question[]): Question[][] {
  const quiz = questions.filter(({ root }) => root.classList.contains("quiz"));
  return [...Map.groupBy(quiz, ({ root }) => root.dataset.chapter ?? "").values()];
}

function keepScore(quiz: readonly Question[]): void {
  const told = h("p", { class: "quiz-words", role: "status" });
  const again = h("button", { type: "button", class: "question-again" }, words.reading.questions.quizAgain);
  const score = h("div", { class: "quiz-score", lang: words.language }, told, again);
  const update = (): void => {
    const results = quiz.map(({ isRight }) => isRight);
    const answered = results.filter((one) => one !== undefined).length;
    const right = results.filter((one) => one === true).length;
    setText(told, words.reading.questions.score(answered, right, quiz.length));
    again.hidden = answered === 0;
  };
  again.addEventListener("click", () => {
    for (const question of quiz) question.forget();
    quiz[0]?.root.querySelector("input")?.focus();
    quiz[0]?.root.scrollIntoView({ block: "nearest" });
  });
  for (const { root } of quiz) root.addEventListener("pid-question", update);
  quiz.at(-1)?.root.after(score);
  update();
}
