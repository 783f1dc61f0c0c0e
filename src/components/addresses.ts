/** Addresses of the site's pages, also when it is served below a folder. */
import type { AddressOf } from "../course/article.ts";
import { labOf, type SiteAddresses } from "../course/links.ts";

export function addressOf(path: string, base = import.meta.env.BASE_URL): string {
  return `${base.replace(/\/$/, "")}/${path}`;
}

/** Those that links in the course's text lead to. */
export function siteAddresses(base: string): SiteAddresses {
  return {
    article: (id) => addressOf(`read/${id}/`, base),
    deck: (id, slide) => addressOf(`deck/${id}/${slide === undefined ? "" : `#/${slide}`}`, base),
    file: (path) => addressOf(`slides/${path.split("/").map(encodeURIComponent).join("/")}`, base),
    lab: (id) => addressOf(`labs/${id}/`, base),
  };
}

/** For links to the files of labs: their pages. */
export function labLinks(base: string): AddressOf {
  const addresses = siteAddresses(base);
  return (address, kind, place) => {
    const lab = kind === "link" ? labOf(place.file, address) : undefined;
    return lab === undefined ? address : addresses.lab(lab);
  };
}

/** Where the glossary has a term. */
export function termAddress(id: string, base: string): string {
  return addressOf(`glossary/#${id}`, base);
}
