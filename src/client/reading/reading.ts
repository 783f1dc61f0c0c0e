/** Reading progress on a page: kept while an article is read, shown in its contents, in a deck's contents, and on the first page. */

import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";
import { followReading } from "./follow.ts";
import { forgetReading, inWords, latest, type Reading, readings } from "./readings.ts";

/** In an article `article[data-article]`. */
export function startReading(article: HTMLElement): void {
  const { article: id = "" } = article.dataset;
  const contents = article.querySelector<HTMLElement>(".contents");
  const state = h("span", { class: "reading-words" });
  const forget = h("button", { type: "button", class: "reading-forget" }, words.reading.progress.forget);
  const line = h("p", { class: "reading-line", hidden: true }, state, " ", forget);
  contents?.querySelector("h2")?.after(line);

  const show = (reading: Reading | undefined): void => {
    const read = new Set(reading?.read);
    for (const link of contents?.querySelectorAll<HTMLAnchorElement>("a[href^='#']") ?? []) {
      mark(link, read.has(decodeURIComponent(link.hash.slice(1))) ? "read" : undefined);
    }
    if (reading) setText(state, inWords(reading));
    line.hidden = read.size === 0;
  };
  forget.addEventListener("click", () => {
    forgetReading(id);
    show(undefined);
    contents?.querySelector("a")?.focus();
  });
  show(readings().get(id));
  followReading(article, show);
}

/** On the page that lists a deck's chapters: beside each link how far it was read. */
export function showChapters(list: HTMLElement, base: string): void {
  const all = readings();
  for (const link of list.querySelectorAll("a")) {
    const reading = all.get(articleAt(link.pathname, base));
    if (reading)
      mark(
        link,
        reading.read.length >= reading.of ? "read" : words.reading.progress.partRead(reading.read.length, reading.of),
      );
  }
}

/** On the first page: the way back to where somebody stopped. */
export function showLatest(line: HTMLElement, base: string): void {
  const [id, reading] = latest(readings()) ?? [];
  if (id === undefined || reading === undefined) return;
  const address = `${base}read/${id}/`;
  const { next, title } = reading;
  line.append(
    inWords(reading) + words.reading.progress.ofTitle,
    h("a", { href: address }, title),
    ".",
    ...(next && next.id !== ""
      ? [words.reading.progress.goOn, h("a", { href: `${address}#${next.id}` }, next.title), "."]
      : []),
  );
  line.hidden = false;
}

function articleAt(pathname: string, base: string): string {
  return pathname.slice(`${base}read/`.length).replace(/\/$/, "");
}

/** Said, and shown as a tick or as figures: never by colour alone. */
function mark(link: HTMLAnchorElement, state: string | undefined): void {
  link.querySelector(".reading-mark")?.remove();
  if (state === undefined) return;
  const { isRead, sectionsRead } = words.reading.progress;
  const [seen, said] = state === "read" ? ["✓", isRead] : [state, sectionsRead];
  link.append(
    h(
      "span",
      { class: "reading-mark", lang: words.language },
      h("span", state === "read" ? { "aria-hidden": "true" } : {}, ` ${seen}`),
      h("span", { class: "visually-hidden" }, said),
    ),
  );
}
