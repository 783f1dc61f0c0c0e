/**
 * Diagrams by mermaid, each in light and in dark, so that a change of the theme and paper have theirs at once. Its smallest
 * edition is one file without dependencies; what it leaves out are mind maps, architecture diagrams and formulas.
 */
import address from "@mermaid-js/tiny/dist/mermaid.tiny.js?url";
import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h } from "../dom.ts";
import { loadMermaid, type Mermaid, optionsFor, type Scheme } from "./mermaid.ts";
import css from "./styles.css?inline";

export async function draw(sources: readonly HTMLPreElement[]): Promise<void> {
  adoptStyles(css);
  const [mermaid] = await Promise.all([loadMermaid(address), document.fonts.ready]);
  const shown: Scheme = isDark() ? "dark" : "light";
  const figures: HTMLElement[] = [];
  for (const source of sources) {
    const picture = await drawOne(mermaid, source.textContent, shown);
    if (picture === null) continue;
    const figure = h("figure", { class: "diagram" });
    source.replaceWith(figure);
    source.classList.add("visually-hidden"); // Said to those who cannot see the picture.
    figure.append(picture, source);
    if (figure.scrollWidth > figure.clientWidth) figure.tabIndex = 0; // To scroll it by keyboard.
    figures.push(figure);
  }
  // After the first picture is seen.
  void drawOthers(mermaid, figures, shown === "dark" ? "light" : "dark");
}

async function drawOthers(mermaid: Mermaid, figures: readonly HTMLElement[], scheme: Scheme): Promise<void> {
  for (const figure of figures) {
    const picture = await drawOne(mermaid, figure.querySelector("pre")?.textContent ?? "", scheme);
    if (picture !== null) figure.prepend(picture);
  }
}

/** Below this a diagram is not made smaller: its letters could not be read. */
const leastWidth_px = 560;
let drawn = 0;

async function drawOne(mermaid: Mermaid, text: string, scheme: Scheme): Promise<HTMLElement | null> {
  mermaid.initialize(optionsFor(scheme));
  drawn += 1;
  try {
    const { svg } = await mermaid.render(`diagram-${drawn}`, text);
    const picture = h("div", { class: `diagram__${scheme}`, role: "img", "aria-label": nameOf(text) });
    picture.style.setProperty("--least-width", `${Math.min(leastWidth_px, widthOf(svg))}px`);
    picture.innerHTML = svg; // Made safe by mermaid ("strict"), and no script may run from it under our policy.
    return picture;
  } catch (error) {
    console.warn(`A diagram cannot be drawn: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** Mermaid says how wide a diagram is with letters of their proper size. */
function widthOf(svg: string): number {
  return Number(/max-width: ([\d.]+)px/.exec(svg)?.[1] ?? 0);
}

/** What an author calls it. */
function nameOf(text: string): string {
  const title = /^[ \t]*(?:accTitle[ \t]*:|title\b:?)[ \t]*(.+)$/m.exec(text)?.[1];
  return title === undefined ? words.reading.diagram.unnamed : words.reading.diagram.named(title.trim());
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
}
