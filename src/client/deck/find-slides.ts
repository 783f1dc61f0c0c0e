/** Finds slides by a number or by words. */

export interface Findable {
  number: number;
  /** Its address in the deck. */
  id: string;
  title: string;
  /** All words on it. */
  text: string;
}

/** All, if nothing is asked. First what has the number, then what begins so; first titles, then texts; else in order. */
export function findSlides<T extends Findable>(slides: readonly T[], asked: string): T[] {
  const words = asked
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const number = words.length === 1 && /^\d+$/.test(words[0] ?? "") ? words[0] : undefined;
  const rankOf = (slide: T): number => {
    if (number === String(slide.number)) return 0;
    if (number !== undefined && String(slide.number).startsWith(number)) return 1;
    if (hasAll(slide.title, words) || hasAll(slide.id, words)) return 2;
    return hasAll(slide.text, words) ? 3 : 4;
  };
  if (words.length === 0) return [...slides];
  const ranked = slides.map((slide) => ({ slide, rank: rankOf(slide) })).filter(({ rank }) => rank < 4);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ slide }) => slide);
}

function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
