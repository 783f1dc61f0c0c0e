/** The learner's text of a lab, as HTML. */
import { relative } from "node:path";
import type { PageContext } from "./article.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { Inheritance } from "./dialect/inherit.ts";
import { expandMacros } from "./dialect/macros.ts";
import { renderParsed, toHtml } from "./dialect/render.ts";
import type { Slide } from "./dialect/slide.ts";
import { sourceOf } from "./dialect/source.ts";
import { cutSlides } from "./dialect/split.ts";
import type { Lab } from "./lab-file.ts";
import { contentOf } from "./slide-content.ts";

/** The text in the form of slides: mostly one. */
export function labSlides(lab: Lab): { slides: Slide[]; diagnostics: Diagnostic[] } {
  const file = relative(process.cwd(), `${lab.dir}/lab.md`);
  const expanded = expandMacros(sourceOf(lab.text, file), { values: new Map([["TITLE", lab.title]]) });
  const { cuts, diagnostics } = cutSlides(expanded.source);
  const inheritance = new Inheritance();
  const slides = inheritance.slidesOf(cuts);
  return { slides, diagnostics: [...expanded.diagnostics, ...diagnostics, ...inheritance.diagnostics] };
}

/** Its headings start at h2: the page's h1 is the lab's title. */
export function renderLabText(lab: Lab, pages: PageContext = {}): { html: string; diagnostics: Diagnostic[] } {
  const { slides, diagnostics } = labSlides(lab);
  const pieces = slides.map((slide) => {
    const content = contentOf(slide);
    const { tree, diagnostics: found } = renderParsed(content, { lab: lab.id, ...pages });
    diagnostics.push(...content.diagnostics, ...found);
    return toHtml(tree);
  });
  return { html: pieces.join("\n"), diagnostics };
}
