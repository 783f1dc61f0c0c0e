/** What questions say to the learner. */
import type { Outcome } from "../../protocol/outcome.ts";

export const questionWords = {
  predict: { commit: "This is my prediction", choose: "Choose what you predict first." },
  quiz: { commit: "Answer", choose: "Choose an answer first." },
  answers: "Answers",
  trial: (answer: string) => `You said: ${answer} Now run it, and see.`,
  show: "Show the answer",
  right: (answer: string) => `You said: ${answer} That is right.`,
  wrong: (answer: string, right: string) => `You said: ${answer} What is right is: ${right}`,
  again: "Answer anew",
  markRight: "right",
  markWrong: "your answer, not right",
  quizAgain: "Take the quiz again",
};

export function seenWords(outcome: Outcome): string {
  if ("zombies" in outcome) {
    if (outcome.zombies === 0) return "Your lab shows it: no zombie is left.";
    return `Your lab shows it: ${outcome.zombies} ${outcome.zombies === 1 ? "zombie" : "zombies"}.`;
  }
  return "Your lab has just shown it.";
}

export function scoreWords({ answered, right, of }: { answered: number; right: number; of: number }): string {
  if (answered < of) return `${answered} of ${of} questions answered, ${right} right.`;
  return right === of ? `All ${of} right.` : `${right} of ${of} right.`;
}
