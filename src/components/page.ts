/** What a page has to know of its own address: its language, the words of that, and where others in it are. */
import { buttonName } from "../words/buttons.ts";
import { type Language, languageOf, ownLanguage, withoutLanguage } from "../words/language.ts";
import { wordsIn } from "../words/words.ts";
import { addressOf } from "./addresses.ts";

/** Those of the course's pages whose addresses begin with the language. */
const pages = "read|deck|labs|embed|glossary|replay";

export function pageOf({ url }: { url: URL }) {
  const path = url.pathname.slice(addressOf("").length);
  const language = languageOf(path);
  const { site, elements } = wordsIn(language);
  const to = (path: string): string => pageAddress(language, path);
  return {
    language,
    words: site,
    /** Those that elements have of their own, too. */
    elements,
    /** From the site's address on, without the language. */
    path: withoutLanguage(path),
    /** The address of a page in the same language. */
    to,
    /** `lang` of a text: nothing, where it is in the page's language. */
    langOf: (text: string) => (text === language ? undefined : text),
    /** A text of the course: its links to other pages lead to those in the same language, and it calls buttons by their names here. */
    linked: (html: string): string => {
      if (language === ownLanguage) return html;
      const links = new RegExp(`(?<= href="${addressOf("")})(?=(?:${pages})/)`, "g");
      return html
        .replaceAll(links, `${language}/`)
        .replaceAll(
          /<em data-button="([a-z]+)">[^<]*<\/em>/g,
          (own, button: string) => `<em lang="${language}">${buttonName(button, elements.lab) ?? own}</em>`,
        );
    },
  };
}

/** @param path from the site's address on, without a language */
export function pageAddress(language: Language, path: string): string {
  return addressOf(language === ownLanguage ? path : `${language}/${path}`);
}
