/** What only a browser can tell of a course's text: whether each slide fits its frame, on screens and on paper. */
import type { Locator } from "@playwright/test";
import type { Deck, DeckSlide } from "../../course/deck.ts";
import { type Diagnostic, diagnose } from "../../course/diagnostic.ts";
import { type Frame, problems } from "../../course/problems.ts";
import { BrowserError } from "../browser/chromium.ts";
import { inSiteWindow, type SiteWindow } from "../browser/site-window.ts";

/** Pixels that a rounded size may be off. */
const rounding_px = 1;

/** The smallest window to teach from, and what projectors have: letters are of another size there. Both with the lab beside its commands. */
const windows = {
  window: { width: 1280, height: 720 },
  projector: { width: 1920, height: 1080 },
} as const;

interface Excess {
  /** What a slide needs more than it has in its smallest letters. */
  high_px: number;
  /** The same, of the widest of the code and tables in it. */
  wide_px: number;
  /** Commands that take more lines than they have. */
  broken: string[];
}

/**
 * Looks at all slides of decks that the site has, in windows and on a page of the PDF. @throws BrowserError, also when the site's decks are others
 */
export async function checkLayout(decks: readonly Deck[]): Promise<Diagnostic[]> {
  return inSiteWindow(async (window) => {
    const diagnostics: Diagnostic[] = [];
    for (const deck of decks) diagnostics.push(...(await checkDeck(window, deck)));
    return diagnostics;
  });
}

async function checkDeck(window: SiteWindow, deck: Deck): Promise<Diagnostic[]> {
  const looks: [Frame, Excess[]][] = [
    ["window", await lookOnScreen(window, deck, windows.window)],
    ["projector", await lookOnScreen(window, deck, windows.projector)],
    ["paper", await lookOnPaper(window, deck)],
  ];
  return deck.slides.flatMap((slide, index) => {
    const told = looks.map(([frame, excesses]) => tell(slide, excesses[index], frame));
    // One thing is told once.
    return told.find((diagnostics) => diagnostics.length > 0) ?? [];
  });
}

function tell({ place }: DeckSlide, excess: Excess | undefined, frame: Frame): Diagnostic[] {
  const { high_px = 0, wide_px = 0, broken = [] } = excess ?? {};
  return [
    ...(high_px > rounding_px ? [diagnose(place, problems.slideHigh(high_px, frame))] : []),
    ...(wide_px > rounding_px ? [diagnose(place, problems.slideWide(wide_px, frame))] : []),
    ...broken.map((command) => diagnose(place, problems.slideBreaks(command, frame))),
  ];
}

async function lookOnScreen(
  window: SiteWindow,
  deck: Deck,
  size: { width: number; height: number },
): Promise<Excess[]> {
  await window.page.setViewportSize(size);
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
  await window.page.setViewportSize(windows.window);
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
  const isBroken = (command: HTMLElement): boolean => {
    const height = command.scrollHeight;
    command.style.whiteSpace = "pre";
    const inLines = command.scrollHeight;
    command.style.removeProperty("white-space");
    return height > inLines;
  };
  const commands = [...slide.querySelectorAll<HTMLElement>("pre[data-step]")];
  return {
    high_px: slide.scrollHeight - slide.clientHeight,
    wide_px: Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)),
    broken: commands.filter(isBroken).map((command) => command.textContent.trim()),
  };
}
