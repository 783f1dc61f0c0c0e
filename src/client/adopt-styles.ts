/** Styles of the custom elements. They live in the light DOM, so one sheet in the document serves all of a kind. */

const adopted = new Set<string>();

/** Adds the sheet to the document, once. A constructed sheet needs no `unsafe-inline` and no second request. */
export function adoptStyles(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
