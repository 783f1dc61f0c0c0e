/** What can be asked of a running deck, by keys or from the list of them. */
import type { RevealApi } from "reveal.js";
import { announce } from "./announcer.ts";
import { JumpDialog } from "./jump-dialog.ts";
import { KeysDialog } from "./keys-dialog.ts";
import type { Numbers } from "./numbers.ts";
import { needsKey, obeyShortcuts, type Shortcut } from "./shortcuts.ts";
import { Tools } from "./tools.ts";

export function obeyCommands(main: HTMLElement, root: HTMLElement, deck: RevealApi, numbers: Numbers): void {
  const slides = [...numbers.of.keys()];
  const say = announce(main, deck, numbers);
  const tools = new Tools(main, root, () => deck.getCurrentSlide(), say);
  const jump = new JumpDialog(slides, numbers, (slide) => {
    deck.toggleOverview(false);
    const { h, v } = deck.getIndices(slide);
    deck.slide(h, v);
  });
  deck.on("slidechanged", () => tools.slideChanged());
  deck.on("overviewshown", () => tools.end());
  const take = (tool: "pen" | "laser") => (): void => {
    deck.toggleOverview(false);
    tools.toggle(tool);
  };
  const all: Shortcut[] = [
    { keys: [], shown: ["→", "Space", "Page Down"], what: "Next step or slide" },
    { keys: [], shown: ["←", "Page Up"], what: "Step or slide before" },
    { keys: [], shown: ["Home", "End"], what: "First or last slide" },
    { keys: ["ArrowDown"], shown: ["↓"], what: "Down a long slide", run: () => scroll(deck, 1) },
    { keys: ["ArrowUp"], shown: ["↑"], what: "Up a long slide", run: () => scroll(deck, -1) },
    { keys: ["g", "/"], shown: ["G", "/"], what: "Go to a slide", run: () => jump.open(deck.getCurrentSlide()) },
    { keys: ["Escape"], shown: [], what: "", run: () => tools.end(), when: () => tools.inHand !== undefined },
    { keys: ["Escape", "o"], shown: ["Esc", "O"], what: "All slides at once", run: () => deck.toggleOverview() },
    { keys: ["b", "."], shown: ["B", "."], what: "Black screen", run: () => deck.togglePause() },
    { keys: ["s"], shown: ["S"], what: "Speaker view", run: () => openSpeaker(main) },
    { keys: ["f"], shown: ["F"], what: "Full screen", run: toggleFullScreen },
    { keys: ["d"], shown: ["D"], what: "Draw on the slide", run: take("pen") },
    { keys: ["c"], shown: ["C"], what: "Clear the drawing", run: () => tools.clear() },
    { keys: ["l"], shown: ["L"], what: "Laser pointer", run: take("laser") },
    { keys: ["t"], shown: ["T"], what: "Light or dark", run: switchTheme },
    { keys: ["?", "F1"], shown: ["?"], what: "This list", run: () => help.open() },
    { keys: [], shown: ["Esc Esc"], what: "From a terminal back to the slides" },
  ];
  const help = new KeysDialog(all.filter(({ shown }) => shown.length > 0));
  // While all is black, only the keys that end it do anything, and those are reveal.js's as well.
  obeyShortcuts(all, (event) => !deck.isPaused() && !needsKey(event));
  const button = document.querySelector<HTMLButtonElement>(".deck-keys");
  if (!button) return;
  button.addEventListener("click", () => help.open());
  button.hidden = false;
}

/** With the bar and the lab: reveal.js would show the slides alone. */
function toggleFullScreen(): void {
  const changed = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // A browser or a frame may refuse; then the window stays as it is.
  changed.catch(() => undefined);
}

function switchTheme(): void {
  document.querySelector<HTMLButtonElement>(".theme-toggle")?.click();
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

export function speakerLink(): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>(".deck-speaker");
}
