/** The languages of the interface. The first is that of pages whose address names none. */
export const languages = ["en", "fr"] as const;
export type Language = (typeof languages)[number];
export const [ownLanguage] = languages;

/** Those whose name stands before the addresses of their pages. */
export const otherLanguages = languages.slice(1);

/** @param path from the site's address on, such as "fr/labs/" */
export function languageOf(path: string): Language {
  const [first] = path.split("/");
  return languages.find((language) => language === first && language !== ownLanguage) ?? ownLanguage;
}

/** "labs/" for "fr/labs/", and for "labs/" itself. */
export function withoutLanguage(path: string): string {
  const language = languageOf(path);
  return language === ownLanguage ? path : path.slice(language.length + 1);
}
