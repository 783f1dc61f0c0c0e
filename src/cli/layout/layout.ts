/** What only a browser can tell of a course's text: whether each slide fits its frame, on a screen and on paper. */
import type { Locator } from "@playwright/test";
import type { Deck, DeckSlide } from "../../course/deck.ts";
import { type Diagnostic, diagnose } from "../../course/diagnostic.ts";
import { type Frame, problems } from "../../course/problems.ts";
import { BrowserError } from "../browser/chromium.ts";
import { inSiteWindow, type SiteWindow } from "../browser/site-window.ts";

/** Pixels that a rounded size may be off. */
const rounding_px = 1;

/** How many pixels more a slide needs than it has in its smallest letters, and the widest of the code and tables in it. */
interface Excess {
  high_px: number;
  wide_px: number;
}

/**
 * Looks at all slides of decks that the site has, in a window of 1280 × 720 px with the lab beside its commands, and on a
 * page of that size. @throws BrowserError, also when the site's decks are others
 */
export async function checkLayout(decks: readonly Deck[]): Promise<Diagnostic[]> {
  return inSiteWindow(async (window) => {
    const diagnostics: Diagnostic[] = [];
    for (const deck of decks) diagnostics.push(...(await checkDeck(window, deck)));
    return diagnostics;
  });
}

async function checkDeck(window: SiteWindow, deck: Deck): Promise<Diagnostic[]> {
  const onScreen = await lookOnScreen(window, deck);
  const onPaper = await lookOnPaper(window, deck);
  return deck.slides.flatMap((slide, index) => {
    const told = tell(slide, onScreen[index], "screen");
    // One thing is told once.
    return told.length > 0 ? told : tell(slide, onPaper[index], "paper");
  });
}

function tell({ place }: DeckSlide, excess: Excess | undefined, frame: Frame): Diagnostic[] {
  const { high_px = 0, wide_px = 0 } = excess ?? {};
  return [
    ...(high_px > rounding_px ? [diagnose(place, problems.slideHigh(high_px, frame))] : []),
    ...(wide_px > rounding_px ? [diagnose(place, problems.slideWide(wide_px, frame))] : []),
  ];
}

async function lookOnScreen(window: SiteWindow, deck: Deck): Promise<Excess[]> {
  await open(window, deck, "");
  const all: Excess[] = [];
  for (const { id } of deck.slides) {
    // A full load for each slide would take minutes; this is what a link to a slide does.
    await window.page.locator("body").evaluate(({ ownerDocument }, place) => {
      ownerDocument.location.hash = `#/${place}`;
    }, id);
    const slide = window.page.locator(`.slides > section.present[id="${id}"]`);
    all.push(await slide.evaluate(excessOf));
  }
  return all;
}

async function lookOnPaper(window: SiteWindow, deck: Deck): Promise<Excess[]> {
  await window.page.emulateMedia({ media: "print" });
  await open(window, deck, "?print-pdf");
  const all: Excess[] = [];
  for (const slide of await slidesOf(window, ".pdf-page > section").all()) all.push(await slide.evaluate(excessOf));
  await window.page.emulateMedia({ media: "screen" });
  return all;
}

async function open(window: SiteWindow, { id, file, slides }: Deck, query: string): Promise<void> {
  await window.open(`deck/${id}/${query}`, "main.deck[data-fitted]");
  const shown = await slidesOf(window, "section").evaluateAll((all) => all.map((slide) => slide.id));
  if (shown.join() === slides.map((slide) => slide.id).join()) return;
  throw new BrowserError(
    `the site's deck "${id}" is not that of ${file}. Name no PATH, or a manifest of the site's own`,
  );
}

function slidesOf({ page }: SiteWindow, selector: string): Locator {
  return page.locator(`.slides ${selector}`);
}

/** In the page. A lab that opens or closes beside a slide has changed its room by the second frame. */
async function excessOf(slide: SVGElement | HTMLElement): Promise<Excess> {
  const nextFrame = () => new Promise((resolve) => slide.ownerDocument.defaultView?.requestAnimationFrame(resolve));
  await nextFrame();
  await nextFrame();
  // They scroll on their own, so the slide does not tell that they are cut off. A diagram's source is only for listeners.
  const boxes = [slide, ...slide.querySelectorAll("pre:not(.visually-hidden), table")];
  return {
    high_px: slide.scrollHeight - slide.clientHeight,
    wide_px: Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)),
  };
}
