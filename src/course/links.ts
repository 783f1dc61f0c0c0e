/** Where the links and images of a deck lead: to files, and from page to page of a site. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Article } from "./article.ts";
import type { Deck } from "./deck.ts";
import { eachElement } from "./dialect/hast.ts";

/** Addresses of a site's pages. */
export interface SiteAddresses {
  article: (id: string) => string;
  /** `slide` is the id of one of its slides. */
  deck: (id: string, slide?: string) => string;
  /** `path` is as seen from the folder of the manifests. */
  file: (path: string) => string;
  lab: (id: string) => string;
}

/** Whether an address leads to a file of ours, and not to a site, a place on the page, or an absolute path. */
export function isRelative(address: string): boolean {
  return !/^(?:[a-z][a-z\d+.-]*:|\/|#|$)/i.test(address);
}

/**
 * The file that a relative address means, as seen from the file that it stands in, from a folder above it, or from the
 * manifest's. Its path from the manifest's folder, which it never leaves; nothing, if there is none.
 */
export function findFile(deck: Pick<Deck, "dir">, file: string, address: string): string | undefined {
  const [path = ""] = address.split(/[?#]/);
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const found = foldersUpTo(deck.dir, dirname(resolve(file)))
    .map((folder) => join(folder, name))
    .find((candidate) => candidate.startsWith(deck.dir + sep) && existsSync(candidate));
  return found === undefined ? undefined : relative(deck.dir, found);
}

/** The lab that a relative address means: `../../labs/NAME/lab.md`, as seen from the file that it stands in. */
export function labOf(file: string, address: string): string | undefined {
  if (!isRelative(address)) return undefined;
  return /\/labs\/([\w-]+)\/lab\.md$/.exec(pathOf(file, address))?.[1];
}

/** Where a relative address leads from the file that it stands in. Absolute. */
export function pathOf(file: string, address: string): string {
  return resolve(dirname(file), address.split(/[?#]/)[0] ?? "");
}

/** A folder and all above it, the nearest first, up to another one; that alone, if it is not above. */
export function foldersUpTo(top: string, start: string): string[] {
  if (start === top || !start.startsWith(top + sep)) return [top];
  return [start, ...foldersUpTo(top, dirname(start))];
}

export interface DeckPages {
  deck: Deck;
  articles: readonly Article[];
}

/** Makes links within and between decks lead to the pages that a reader has. */
export function linkArticles(all: readonly DeckPages[], addresses: SiteAddresses): void {
  for (const pages of all) {
    for (const article of pages.articles) {
      eachElement(article.tree, (link) => {
        const { href } = link.properties;
        if (link.tagName === "a" && typeof href === "string") {
          link.properties.href = resolveLink(href, { all, pages, article, addresses });
        }
      });
    }
  }
}

interface From {
  all: readonly DeckPages[];
  pages: DeckPages;
  article: Article;
  addresses: SiteAddresses;
}

/** A deck as container.training names its page: `kube.yml.html`. */
export const deckPage = /^(?:\.\/)?([\w.-]+?)\.(?:yml\.)?html$/;

function resolveLink(href: string, { all, pages, article, addresses }: From): string {
  const [path = "", anchor = ""] = href.split("#", 2);
  if (path === "") return anchor === "" ? href : (placeIn(pages, anchor, addresses, article) ?? href);
  if (!isRelative(href)) return href;
  const id = deckPage.exec(path)?.[1];
  const other = all.find(({ deck }) => deck.id === id);
  if (other !== undefined) return placeIn(other, anchor, addresses) ?? addresses.deck(other.deck.id);
  const chapter = pages.deck.chapters.find(({ file }) => file.endsWith(`/${path.replace(/^(?:\.{1,2}\/)*/, "")}`));
  const its = pages.articles.find(({ id: one }) => one === `${pages.deck.id}/${chapter?.id}`);
  if (its !== undefined) return addresses.article(its.id) + (anchor === "" ? "" : `#${anchor}`);
  return href;
}

/** The heading that an anchor means; of slides that no article has, the slide. */
function placeIn(
  { deck, articles }: DeckPages,
  anchor: string,
  addresses: SiteAddresses,
  here?: Article,
): string | undefined {
  for (const article of here === undefined ? articles : [here, ...articles]) {
    const id = article.anchors.get(anchor) ?? article.headings.find((heading) => heading.id === anchor)?.id;
    if (id === undefined) continue;
    if (article === here && id !== "") return `#${id}`;
    return addresses.article(article.id) + (id === "" ? "" : `#${id}`);
  }
  const slide = deck.anchors.get(anchor);
  return slide === undefined ? undefined : addresses.deck(deck.id, slide);
}
