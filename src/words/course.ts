/** The words that are put between those of a text. */
import { course as en } from "./en/course.ts";
import { course as fr } from "./fr/course.ts";

export type CourseWords = typeof en;

const all: ReadonlyMap<string, CourseWords> = new Map([
  ["en", en],
  ["fr", fr],
]);

/** @param language of the text, two letters; English stands for one that there are no words in */
export function courseWordsIn(language = "en"): CourseWords {
  return all.get(language) ?? en;
}
