/**
 * Makes the slides of a page a deck, with reveal.js. Without it they stand one below the other. `data-fitted` says that all
 * is drawn, for what looks at slides or prints them.
 *
 * Slides have the size of the window and no scale: a lab on them stays sharp, and its terminal's mouse knows where it is.
 */
import Reveal from "reveal.js";
import revealCss from "reveal.js/reveal.css?inline";
import { adoptStyles } from "../adopt-styles.ts";
import { drawDiagrams } from "../diagrams/diagrams.ts";
import { nextTask } from "../pauses.ts";
import { followSpeaker } from "./channel.ts";
import { obeyCommands, speakerLink } from "./commands.ts";
import { fit } from "./fit.ts";
import { Foot } from "./foot.ts";
import { LabPanel } from "./lab-panel.ts";
import { showNotice } from "./notice.ts";
import { numbersOf } from "./numbers.ts";
import { needsKey } from "./shortcuts.ts";
import css from "./styles.css?inline";
import toolsCss from "./tools.css?inline";

/** One page of a PDF, in CSS pixels. */
const paper = { width: 1280, height: 720 };

/** @param problems what the address says and nobody can do */
export async function startDeck(problems: readonly string[]): Promise<void> {
  const main = document.querySelector<HTMLElement>("main.deck");
  const root = main?.querySelector<HTMLElement>(".reveal");
  if (!main || !root) return;
  adoptStyles(revealCss);
  adoptStyles(css);
  adoptStyles(toolsCss);
  main.dataset.live = "";
  await nextTask();
  const isPrint = new URLSearchParams(location.search).has("print-pdf");
  showNotice(main, problems);
  const slides = [...root.querySelectorAll<HTMLElement>(".slides > section")];
  const numbers = numbersOf(slides);
  const foot = isPrint ? null : new Foot(root, numbers, main.dataset.numberPrefix ?? "");
  const panel = isPrint ? null : LabPanel.of(main, () => root.focus());
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  // Without one, reveal.js asks the browser for each slide's, and has it work out all styles anew each time.
  for (const slide of slides) slide.dataset.backgroundColor ??= "rgba(0, 0, 0, 0)";
  await nextTask();

  const deck = new Reveal(root, {
    ...(isPrint ? paper : { width: "100%", height: "100%" }),
    margin: 0,
    minScale: 1,
    maxScale: 1,
    center: false,
    embedded: true,
    scrollActivationWidth: 0,
    hash: true,
    slideNumber: isPrint,
    jumpToSlide: false,
    help: false,
    controlsTutorial: false,
    transition: still.matches ? "none" : "fade",
    transitionSpeed: "fast",
    backgroundTransition: "none",
    postMessage: false,
    postMessageEvents: false,
    focusBodyOnPageVisibilityChange: false,
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    keyboardCondition: (event) => !needsKey(event),
  });

  const show = (): void => {
    const slide = deck.getCurrentSlide();
    foot?.show(slide);
    panel?.show(slide.dataset.lab);
    fit(slide);
  };
  // A panel that opens or closes changes the room that slides have.
  const resized = new ResizeObserver(() => {
    deck.layout();
    fit(deck.getCurrentSlide());
  });
  deck.on("slidechanged", show);
  // An answer adds to its slide; an edit, where the author watches, changes it.
  for (const type of ["pid-question", "pid-text"]) {
    root.addEventListener(type, ({ target }) => {
      const slide = deck.getCurrentSlide();
      if (target instanceof Node && slide.contains(target)) fit(slide);
    });
  }
  deck.on("overviewhidden", show);
  const drawn = drawDiagrams(root);
  deck.on("pdf-ready", async () => {
    await Promise.all([document.fonts.ready, drawn]);
    for (const slide of root.querySelectorAll<HTMLElement>(".pdf-page > section")) fit(slide);
    main.dataset.fitted = "";
  });
  await deck.initialize();
  // As an application, screen readers would hand all keys to the page, and nobody could read a slide by lines.
  root.removeAttribute("role");
  if (isPrint) return;
  await nextTask();
  show();
  await nextTask();
  resized.observe(root);
  obeyCommands(main, root, deck, numbers);
  await nextTask();
  const speaker = speakerLink();
  // Both show the same slides.
  if (speaker) speaker.search = location.search;
  followSpeaker(main.dataset.deck ?? "", deck);
  await Promise.all([document.fonts.ready, drawn]);
  show();
  main.dataset.fitted = "";
}
