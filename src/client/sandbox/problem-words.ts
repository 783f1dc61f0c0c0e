/** A problem of the lab server in the page's language. Light: pages ask before anybody clicked. */
import { type Problem, problemCode } from "../../protocol/problem.ts";
import { words } from "../../words/page.ts";

/** The catalogue's words for its code; else the server's own, which say more, in English. */
export function problemWords(problem: Pick<Problem, "type" | "title" | "detail">): { title: string; detail: string } {
  return words.problems[problemCode(problem)] ?? problem;
}
