/** What a deck's address says about it: `?exclude=a,b` for another audience, `?incremental=false` for one that reads alone. */
import { words } from "../../words/page.ts";

/**
 * Takes away the slides and steps that have one of the classes, and what hides steps. Links to what is gone are plain
 * words. Gives what the address says and nobody can do, in words for who wrote it; the deck is then as without it.
 *
 * @param root holds a deck's slides, not yet a running deck
 */
export function obeyAddress(root: ParentNode, address: URLSearchParams): string[] {
  return [...exclude(root, namesIn(address)), ...showSteps(root, address.getAll("incremental"))];
}

function namesIn(address: URLSearchParams): string[] {
  const names = address.getAll("exclude").flatMap((value) => value.split(","));
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ""))];
}

function exclude(root: ParentNode, names: readonly string[]): string[] {
  const all = [...root.querySelectorAll<HTMLElement>("[data-left-out-by]")];
  const classesOf = ({ dataset }: HTMLElement): string[] => (dataset.leftOutBy ?? "").split(" ");
  const known = [...new Set(all.flatMap(classesOf))].filter((name) => name !== "").sort();
  const unknown = names.filter((name) => !known.includes(name));
  const gone = all.filter((one) => classesOf(one).some((name) => names.includes(name)));
  if (all.every((one) => one.tagName !== "SECTION" || gone.includes(one)))
    return [words.deck.address.nothingLeft(names.join(","))];
  for (const one of gone) {
    one.remove();
    const id = one.id || one.dataset.slide;
    if (id) for (const link of root.querySelectorAll(`a[href="#${CSS.escape(id)}"]`)) link.removeAttribute("href");
  }
  return unknown.map((name) => words.deck.address.unknown(name, known.join(", ")));
}

function showSteps(root: ParentNode, values: readonly string[]): string[] {
  const value = values.at(-1) ?? "true";
  if (value === "false") for (const step of root.querySelectorAll(".fragment")) step.classList.remove("fragment");
  if (value === "false" || value === "true") return [];
  return [words.deck.address.steps(value)];
}
