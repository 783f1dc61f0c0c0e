/** The speaker view: shows notes and the next slide of the deck that is open in another window, and the time. */

import { words } from "../../words/page.ts";
import { setText } from "../dom.ts";
import { obeyAddress } from "./address.ts";
import { channels, type Place, type Wish } from "./channel.ts";
import { numbersOf } from "./numbers.ts";

export function startSpeaker(): void {
  const main = document.querySelector<HTMLElement>("main.speaker");
  if (!main) return;
  const { places, wishes } = channels(main.dataset.deck ?? "");
  // What is wrong with the address, the deck says.
  obeyAddress(main, new URLSearchParams(location.search));
  const toDeck = document.querySelector<HTMLAnchorElement>("a.speaker-deck");
  if (toDeck) toDeck.search = location.search;
  const slides = [...main.querySelectorAll<HTMLElement>("[data-slide]")];
  const numbers = numbersOf(slides);
  for (const slide of slides) countSteps(slide);
  const place = main.querySelector(".speaker-place");
  const clock = main.querySelector<HTMLElement>(".speaker-clock");
  main.dataset.live = "";
  if (clock) clock.hidden = false;

  const show = ({ slide, fragment }: Place): void => {
    const at = slides.findIndex(({ dataset }) => dataset.slide === slide);
    for (const [index, one] of slides.entries()) {
      const role = index === at ? "current" : index === at + 1 ? "next" : undefined;
      if (role === undefined) delete one.dataset.role;
      else one.dataset.role = role;
    }
    for (const step of slides[at]?.querySelectorAll<HTMLElement>(".fragment") ?? []) {
      step.classList.toggle("to-come", Number(step.dataset.fragmentIndex) > fragment);
    }
    const current = slides[at];
    if (place && current) setText(place, words.deck.place(numbers.of.get(current), numbers.last));
  };
  const wish = (what: Wish): void => wishes.postMessage(what);

  places.addEventListener("message", ({ data }: MessageEvent<Place>) => show(data));
  for (const button of main.querySelectorAll<HTMLElement>("[data-go]")) {
    button.addEventListener("click", () => wish(button.dataset.go === "next" ? "next" : "prev"));
  }
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (target instanceof Element && target.closest("a, button") !== null && (key === " " || key === "Enter")) return;
    if (key === "ArrowRight" || key === "PageDown" || key === " ") wish("next");
    else if (key === "ArrowLeft" || key === "PageUp") wish("prev");
    else return;
    event.preventDefault();
  });
  show({ slide: slides[0]?.dataset.slide ?? "", fragment: -1 });
  wish("where");
  startClock(main);
}

/** From 0 without gaps, as reveal.js counts them: a step may have been left out. */
function countSteps(slide: HTMLElement): void {
  const steps = [...slide.querySelectorAll<HTMLElement>(".fragment")];
  const indices = [...new Set(steps.map(({ dataset }) => Number(dataset.fragmentIndex)))].sort((a, b) => a - b);
  for (const { dataset } of steps) dataset.fragmentIndex = String(indices.indexOf(Number(dataset.fragmentIndex)));
}

/** Counts from when the view was opened, or from the last restart. */
function startClock(main: HTMLElement): void {
  const elapsed = main.querySelector(".speaker-elapsed");
  const now = main.querySelector(".speaker-now");
  let start_ms = Date.now();
  const tick = (): void => {
    const seconds = Math.floor((Date.now() - start_ms) / 1000);
    if (elapsed) setText(elapsed, duration(seconds));
    if (now) setText(now, words.deck.time(Date.now()));
  };
  main.querySelector("[data-reset]")?.addEventListener("click", () => {
    start_ms = Date.now();
    tick();
  });
  tick();
  setInterval(tick, 1000);
}

/** "05:09"; with hours from the first on. */
export function duration(seconds: number): string {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  return (hours > 0 ? [hours, ...parts] : parts).map((part) => String(part).padStart(2, "0")).join(":");
}
