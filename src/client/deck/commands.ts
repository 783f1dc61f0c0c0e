/** What can be asked of a running deck, by keys or from the list of them. */
import type { RevealApi } from "reveal.js";
import { words } from "../../words/page.ts";
import { announce } from "./announcer.ts";
import { JumpDialog } from "./jump-dialog.ts";
import { KeysDialog } from "./keys-dialog.ts";
import type { Numbers } from "./numbers.ts";
import { needsKey, obeyShortcuts, type Shortcut } from "./shortcuts.ts";
import { Tools } from "./tools.ts";

export function obeyCommands(main: HTMLElement, root: HTMLElement, deck: RevealApi, numbers: Numbers): void {
  const say = announce(main, deck, numbers);
  const tools = new Tools(main, root, () => deck.getCurrentSlide(), say);
  const jump = new JumpDialog(numbers, (slide) => {
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
  const { keys: what } = words.deck;
  const { names } = what;
  const all: Shortcut[] = [
    { keys: [], shown: ["→", names.space, names.pageDown], what: what.next },
    { keys: [], shown: ["←", names.pageUp], what: what.previous },
    { keys: [], shown: [names.home, names.end], what: what.ends },
    { keys: ["ArrowDown"], shown: ["↓"], what: what.down, run: () => scroll(deck, 1) },
    { keys: ["ArrowUp"], shown: ["↑"], what: what.up, run: () => scroll(deck, -1) },
    { keys: ["g", "/"], shown: ["G", "/"], what: what.jump, run: () => jump.open(deck.getCurrentSlide()) },
    { keys: ["Escape"], shown: [], what: "", run: () => tools.end(), when: () => tools.inHand !== undefined },
    { keys: ["Escape", "o"], shown: [names.escape, "O"], what: what.overview, run: () => deck.toggleOverview() },
    { keys: ["b", "."], shown: ["B", "."], what: what.black, run: () => deck.togglePause() },
    { keys: ["s"], shown: ["S"], what: what.speaker, run: () => openSpeaker(main) },
    { keys: ["f"], shown: ["F"], what: what.fullScreen, run: toggleFullScreen },
    { keys: ["d"], shown: ["D"], what: what.draw, run: take("pen") },
    { keys: ["c"], shown: ["C"], what: what.clear, run: () => tools.clear() },
    { keys: ["l"], shown: ["L"], what: what.laser, run: take("laser") },
    { keys: ["t"], shown: ["T"], what: what.theme, run: switchTheme },
    { keys: ["?", "F1"], shown: ["?"], what: what.list, run: () => help.open() },
    { keys: [], shown: [`${names.escape} ${names.escape}`], what: what.back },
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
