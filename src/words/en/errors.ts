/** Why a lab cannot start or go on, where the page itself finds that out; and the lab server's problems. */

export interface ProblemWords {
  title: string;
  detail: string;
}

/** By the code of the problem. Of one that has no words here the lab server's own are shown, which are English. */
export const problems: Readonly<Record<string, ProblemWords>> = {};

export const errors = {
  noServer: {
    title: "No lab server answers",
    detail:
      "The text can be read as it is. Labs run where the course is served by its own lab server; if you run one, see whether it is up, then try again.",
  },
  resting: {
    title: "The lab server cannot be reached",
    detail: (status: number) => `What stands before it answered ${status}. Try again soon.`,
  },
  notOurs: {
    title: "The lab server gave an answer that this page does not understand",
    detail: "The page and the server may be of different versions. Reload the page.",
  },
};
