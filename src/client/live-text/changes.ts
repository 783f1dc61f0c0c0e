/** What `npm run dev` tells open pages when a text is edited. */

export type TextChange =
  /** Of an article only its text has changed. */
  | { kind: "article"; id: string; before: string; after: string }
  /** Of a deck only this slide's text has changed. */
  | { kind: "slide"; deck: string; id: string; before: string; html: string; notes: string }
  /** All else: pages below this path of the site have to come anew; "" is all pages. */
  | { kind: "page"; path: string };

export interface TextEvents {
  "pid-one:text": TextChange[];
  /** Pages that are loaded from now on have the text. */
  "pid-one:stored": null;
}
