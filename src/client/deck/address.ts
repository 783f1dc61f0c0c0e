/** What a deck's address says about it: `?exclude=a,b` for another audience, `?incremental=false` for one that reads alone. */

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
    return [`exclude=${names.join(",")} leaves no slide, so all are shown.`];
  for (const one of gone) {
    one.remove();
    const id = one.id || one.dataset.slide;
    if (id) for (const link of root.querySelectorAll(`a[href="#${CSS.escape(id)}"]`)) link.removeAttribute("href");
  }
  const has = known.length === 0 ? "None has a class." : `Classes here: ${known.join(", ")}.`;
  return unknown.map((name) => `exclude=${name}: no slide has this class. ${has}`);
}

function showSteps(root: ParentNode, values: readonly string[]): string[] {
  const value = values.at(-1) ?? "true";
  if (value === "false") for (const step of root.querySelectorAll(".fragment")) step.classList.remove("fragment");
  if (value === "false" || value === "true") return [];
  return [`incremental=${value}: write false to show all of a slide at once, or true for step by step.`];
}
