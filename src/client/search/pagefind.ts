/** Pagefind's index of the built site. Its script is part of the index, so it is loaded by address. */

export interface Found {
  title: string;
  address: string;
  /** Of the page that the section is on; undefined if it is the page itself. */
  page: string | undefined;
  /** The text around the words, in pieces; those that were looked for are marked. */
  excerpt: { text: string; isMark: boolean }[];
}

interface Pagefind {
  options(options: { excerptLength: number }): Promise<void>;
  search(words: string): Promise<{ results: { data(): Promise<Page> }[] }>;
}

interface Page {
  meta: { title?: string };
  sub_results: { title: string; url: string; excerpt: string }[];
}

const pages_max = 8;
const sectionsOfPage_max = 5;
const excerpt_words = 18;

let opened: Promise<Pagefind> | undefined;

/** Loads the index, once; a later call tries again what failed. `base` is the address of the site. */
export function openIndex(base: string): Promise<Pagefind> {
  opened ??= load(base).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** The best pages, and the best sections of each. */
export async function find(base: string, words: string): Promise<Found[]> {
  const { results } = await (await openIndex(base)).search(words);
  const pages = await Promise.all(results.slice(0, pages_max).map((result) => result.data()));
  return pages.flatMap(({ meta, sub_results }) =>
    sub_results.slice(0, sectionsOfPage_max).map(({ title, url, excerpt }) => ({
      title,
      address: url,
      page: title === meta.title ? undefined : meta.title,
      excerpt: piecesOf(excerpt),
    })),
  );
}

async function load(base: string): Promise<Pagefind> {
  const pagefind: Pagefind = await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`);
  await pagefind.options({ excerptLength: excerpt_words });
  return pagefind;
}

/** Pagefind gives HTML whose only element is `mark`. It is read, never put into the page. */
function piecesOf(html: string): Found["excerpt"] {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].map((node) => ({ text: node.textContent ?? "", isMark: node.nodeName === "MARK" }));
}
