/** What is around the text: theme, search, copying, questions, progress, diagrams. */
import { count } from "./locale.ts";

export const reading = {
  theme: { light: "Switch to light", dark: "Switch to dark" },
  search: {
    title: "Search the course",
    field: "Words to search for",
    close: "Close",
    noIndex: "While you write there is no index: npm start builds one, and searches.",
    missing: "The search could not be loaded. Is there a connection to the server?",
    found: (places: number, words: string) => {
      if (places === 0) return `Nothing found for “${words}”.`;
      return places === 1 ? "One place" : count(places, "place", "places");
    },
  },
  code: (firstLine: string) => `Code: ${firstLine}`,
  copy: {
    copy: "Copy",
    name: (what: string) => `Copy: ${what}`,
    copied: "Copied",
    refused: "Not allowed",
    whyRefused: "The browser does not allow copying here",
  },
  questions: {
    predict: { commit: "This is my prediction", choose: "Choose what you predict first." },
    quiz: { commit: "Answer", choose: "Choose an answer first." },
    trial: (answer: string) => `You said: “${answer}” Now run it, and see.`,
    show: "Show the answer",
    right: (answer: string) => `You said: “${answer}” That is right.`,
    wrong: (answer: string, right: string) => `You said: “${answer}” What is right is: “${right}”`,
    again: "Answer anew",
    markRight: "right",
    markWrong: "your answer, not right",
    quizAgain: "Take the quiz again",
    seenZombies: (zombies: number) =>
      zombies === 0
        ? "Your lab shows it: no zombie is left."
        : `Your lab shows it: ${count(zombies, "zombie", "zombies")}.`,
    seen: "Your lab has just shown it.",
    score: (answered: number, right: number, of: number) => {
      if (answered < of) return `${answered} of ${of} questions answered, ${right} right.`;
      return right === of ? `All ${of} right.` : `${right} of ${of} right.`;
    },
  },
  progress: {
    /** "5 of 21 sections read" */
    read: (read: number, of: number) => {
      if (read >= of) return of === 1 ? "Read" : `All ${of} sections read`;
      return `${read} of ${of} sections read`;
    },
    ofTitle: " of ",
    goOn: " Go on with ",
    forget: "Forget",
    partRead: (read: number, of: number) => `${read} of ${of}`,
    sectionsRead: "sections read",
    isRead: "(read)",
    added: "What the file has is added to what this browser had.",
    tooLarge: "This file is too large to be one of progress. Choose another.",
    notJson: "This is no file of progress: it is not JSON. Choose one that “Save as a file” made.",
    notOurs: (problem: string) =>
      `This is no file of progress of this course (${problem}). Choose one that “Save as a file” made.`,
  },
  diagram: {
    unnamed: "Diagram; its source follows",
    named: (title: string) => `Diagram: ${title}`,
  },
};
