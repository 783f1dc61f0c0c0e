/** The numbers of a deck's slides. */

export interface Numbers {
  of: ReadonlyMap<HTMLElement, number>;
  last: number;
}

/** In order, from 1. What has none of its own (`count: false`) has that of the one before. */
export function numbersOf(slides: readonly HTMLElement[]): Numbers {
  const of = new Map<HTMLElement, number>();
  let last = 0;
  for (const slide of slides) {
    if (slide.dataset.uncounted === undefined || last === 0) last += 1;
    of.set(slide, last);
  }
  return { of, last };
}
