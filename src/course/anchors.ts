/** Addresses inside a page, made from headings. */

/** Gives each text an id of its own: the same texts in the same order give the same ids. */
export class Anchors {
  readonly #used = new Set<string>();
  /** How often a text came: where to go on counting. */
  readonly #counts = new Map<string, number>();

  /** A name that an author gave is the id as it is, unless it is taken or could not stand in an address. */
  takeName(name: string): string {
    if (this.#used.has(name) || !/^[\w.-]+$/.test(name)) return this.take(name);
    this.#used.add(name);
    return name;
  }

  take(text: string): string {
    const base = slug(text);
    let count = (this.#counts.get(base) ?? 0) + 1;
    let id = count === 1 ? base : `${base}-${count}`;
    for (; this.#used.has(id); id = `${base}-${count}`) count += 1;
    this.#counts.set(base, count);
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
