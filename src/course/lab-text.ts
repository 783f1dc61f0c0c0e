/** The learner's text of a lab, as HTML. */
import { relative } from "node:path";
import type { Diagnostic } from "./diagnostic.ts";
import { renderStretch, toHtml } from "./dialect/render.ts";
import { wholeSlide } from "./dialect/slide.ts";
import { splitSlides } from "./dialect/split.ts";
import type { Lab } from "./lab-file.ts";

/** Its headings start at h2: the page's h1 is the lab's title. */
export function renderLabText(lab: Lab): { html: string; diagnostics: Diagnostic[] } {
  const file = relative(process.cwd(), `${lab.dir}/lab.md`);
  const { slides, diagnostics } = splitSlides(lab.text, file);
  const context = { file, macros: new Map([["TITLE", lab.title]]), lab: lab.id };
  const rendered = slides.map((slide) => renderStretch(wholeSlide(slide), context));
  return {
    html: rendered.map(({ tree }) => toHtml(tree)).join("\n"),
    diagnostics: [...diagnostics, ...rendered.flatMap((one) => one.diagnostics)],
  };
}
