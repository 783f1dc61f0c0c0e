/** How a deck and its speaker view, two windows of one browser, speak to each other. */
import type { RevealApi } from "reveal.js";

/** To the speaker view: where the deck is. `fragment` is -1 before the first. */
export interface Place {
  slide: string;
  fragment: number;
}

/** To the deck. */
export type Wish = "where" | "next" | "prev";

/** The two directions have a channel each: a window does not hear itself, but other windows of its kind. */
export function channels(deck: string): { places: BroadcastChannel; wishes: BroadcastChannel } {
  return {
    places: new BroadcastChannel(`pid-deck-place:${deck}`),
    wishes: new BroadcastChannel(`pid-deck-wish:${deck}`),
  };
}

/** Tells the speaker view where the deck is, and goes where the speaker view says. */
export function followSpeaker(id: string, deck: RevealApi): void {
  const { places, wishes } = channels(id);
  const tell = (): void => {
    const { f = -1 } = deck.getIndices();
    places.postMessage({ slide: deck.getCurrentSlide().id, fragment: f } satisfies Place);
  };
  wishes.addEventListener("message", ({ data }: MessageEvent<Wish>) => {
    if (data === "next") deck.next();
    else if (data === "prev") deck.prev();
    else tell();
  });
  for (const event of ["slidechanged", "fragmentshown", "fragmenthidden"]) deck.on(event, tell);
  tell();
}
