/**
 * Makes the slides of a page a deck, with reveal.js. Without it they stand one below the other. `data-fitted` says that all
 * is drawn, for what looks at slides or prints them.
 *
 * Slides have the size of the window and no scale: a lab on them stays sharp, and its terminal's mouse knows where it is.
 */
import Reveal, { type RevealApi } from "reveal.js";
import revealCss from "reveal.js/reveal.css?inline";
import { adoptStyles } from "../adopt-styles.ts";
import { drawDiagrams } from "../diagrams/diagrams.ts";
import { followSpeaker } from "./channel.ts";
import { fit } from "./fit.ts";
import { Foot } from "./foot.ts";
import { LabPanel } from "./lab-panel.ts";
import { showNotice } from "./notice.ts";
import { numbersOf } from "./numbers.ts";
import css from "./styles.css?inline";

/** One page of a PDF, in CSS pixels. */
const paper = { width: 1280, height: 720 };

/** @param problems what the address says and nobody can do */
export function startDeck(problems: readonly string[]): void {
  const main = document.querySelector<HTMLElement>("main.deck");
  const root = main?.querySelector<HTMLElement>(".reveal");
  if (!main || !root) return;
  adoptStyles(revealCss);
  adoptStyles(css);
  main.dataset.live = "";
  const isPrint = new URLSearchParams(location.search).has("print-pdf");
  showNotice(main, problems);
  const numbers = numbersOf([...root.querySelectorAll<HTMLElement>(".slides > section")]);
  const foot = isPrint ? null : new Foot(root, numbers, main.dataset.numberPrefix ?? "");
  const panel = isPrint ? null : LabPanel.of(main, () => root.focus());
  const still = matchMedia("(prefers-reduced-motion: reduce)");

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
    jumpToSlide: true,
    controlsTutorial: false,
    transition: still.matches ? "none" : "fade",
    transitionSpeed: "fast",
    backgroundTransition: "none",
    postMessage: false,
    postMessageEvents: false,
    focusBodyOnPageVisibilityChange: false,
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    keyboard: {
      38: () => scroll(deck, -1),
      40: () => scroll(deck, 1),
      83: () => openSpeaker(main),
    },
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
  // An answer adds to its slide.
  root.addEventListener("pid-question", ({ target }) => {
    const slide = deck.getCurrentSlide();
    if (target instanceof Node && slide.contains(target)) fit(slide);
  });
  deck.on("overviewhidden", show);
  const drawn = drawDiagrams(root);
  deck.on("pdf-ready", async () => {
    await Promise.all([document.fonts.ready, drawn]);
    for (const slide of root.querySelectorAll<HTMLElement>(".pdf-page > section")) fit(slide);
    main.dataset.fitted = "";
  });
  void deck.initialize().then(async () => {
    // As an application, screen readers would hand all keys to the page, and nobody could read a slide by lines.
    root.removeAttribute("role");
    if (isPrint) return;
    show();
    resized.observe(root);
    const speaker = speakerLink();
    // Both show the same slides.
    if (speaker) speaker.search = location.search;
    followSpeaker(main.dataset.deck ?? "", deck);
    await Promise.all([document.fonts.ready, drawn]);
    show();
    main.dataset.fitted = "";
  });
}

/** Whether what has the focus wants the key for itself: a lab all of them, buttons and links those that press them. */
function needsKey({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(".deck-lab") !== null) return true;
  return (key === "Enter" || key === " ") && target.closest("a, button, summary") !== null;
}

function scroll(deck: RevealApi, direction: 1 | -1): void {
  if (deck.isOverview()) return;
  const slide = deck.getCurrentSlide();
  slide.scrollBy({ top: (direction * slide.clientHeight) / 4 });
}

function openSpeaker(main: HTMLElement): void {
  const link = speakerLink();
  if (link) window.open(link.href, `speaker-${main.dataset.deck}`, "popup,width=1000,height=700");
}

function speakerLink(): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>(".deck-speaker");
}
