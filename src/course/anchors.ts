/** Addresses inside a page, made from headings. */

/** Gives each text an id of its own: the same texts in the same order give the same ids. */
export class Anchors {
  readonly #used = new Set<string>();

  take(text: string): string {
    const base = slug(text);
    let id = base;
    for (let count = 2; this.#used.has(id); count += 1) id = `${base}-${count}`;
    this.#used.add(id);
    return id;
  }
}

function slug(text: string): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['’]/g, "")
    .match(/[\p{L}\p{N}]+/gu);
  return words?.join("-") ?? "section";
}
