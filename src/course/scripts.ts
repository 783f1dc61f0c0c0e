/** What a text has its readers do in labs, in order: one script for each chapter, one for each lab's text. */
import type { Deck } from "./deck.ts";
import type { Slide } from "./dialect/slide.ts";
import type { Step } from "./dialect/step.ts";
import type { Lab } from "./lab-file.ts";
import { labSlides } from "./lab-text.ts";
import { contentOf } from "./slide-content.ts";

export interface ScriptStep extends Step {
  /** The lab that it is done in; undefined: the text names none. */
  lab: string | undefined;
}

/** It starts in a new sandbox. */
export interface Script {
  /** As messages name it. */
  file: string;
  steps: ScriptStep[];
}

/** Of the chapters that have steps, in order. Slides that an audience does not see count: others see them. */
export function deckScripts({ chapters, manifest }: Deck): Script[] {
  return chapters
    .map(({ file, slides }) => ({ file, steps: stepsOf(slides, manifest.lab) }))
    .filter(({ steps }) => steps.length > 0);
}

export function labScript(lab: Lab): Script {
  const { slides } = labSlides(lab);
  return { file: slides[0]?.place.file ?? lab.id, steps: stepsOf(slides, lab.id) };
}

function stepsOf(slides: readonly Slide[], lab: string | undefined): ScriptStep[] {
  return slides.flatMap((slide) =>
    contentOf(slide).labs.flatMap(({ steps }) => steps.map((step) => ({ ...step, lab: slide.lab ?? lab }))),
  );
}
