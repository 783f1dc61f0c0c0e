/** A running deck: its keys, its tools, what it says to screen readers. */
import { count, time } from "./locale.ts";

export const deck = {
  keys: {
    title: "Keys and tools",
    close: "Close",
    next: "Next step or slide",
    previous: "Step or slide before",
    ends: "First or last slide",
    down: "Down a long slide",
    up: "Up a long slide",
    jump: "Go to a slide",
    overview: "All slides at once",
    black: "Black screen",
    speaker: "Speaker view",
    fullScreen: "Full screen",
    draw: "Draw on the slide",
    clear: "Clear the drawing",
    laser: "Laser pointer",
    theme: "Light or dark",
    list: "This list",
    back: "From a terminal back to the slides",
    /** As they are written on keyboards. */
    names: { space: "Space", pageDown: "Page Down", pageUp: "Page Up", home: "Home", end: "End", escape: "Esc" },
  },
  jump: {
    title: "Go to a slide",
    slides: "Slides",
    field: "Number or words of a slide",
    placeholder: "Number or words",
    close: "Close",
    none: (asked: string) => `No slide has “${asked}”.`,
    found: (slides: number) => (slides === 1 ? "One slide" : count(slides, "slide", "slides")),
  },
  tools: {
    pen: { name: "Pen", on: "The pen is on. Draw on the slide; Escape puts it away.", off: "Pen off" },
    laser: {
      name: "Laser pointer",
      on: "The laser pointer is on. Escape puts it away.",
      off: "Laser pointer off",
    },
    undo: "Undo",
    clear: "Clear",
    done: "Done",
  },
  slideAt: (number: number | undefined, last: number, title: string) => `Slide ${number} of ${last}: ${title}`,
  place: (number: number | undefined, last: number) => `Slide ${number} of ${last}`,
  time,
  withoutWords: "Without words",
  picture: "A picture",
  /** What a deck's address says and nobody can do. */
  address: {
    title: "This page’s address says what this deck cannot do:",
    close: "Close",
    nothingLeft: (names: string) => `exclude=${names} leaves no slide, so all are shown.`,
    unknown: (name: string, classes: string) =>
      `exclude=${name}: no slide has this class. ${classes === "" ? "None has a class." : `Classes here: ${classes}.`}`,
    steps: (value: string) =>
      `incremental=${value}: write false to show all of a slide at once, or true for step by step.`,
  },
};
