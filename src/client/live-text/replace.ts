/** New text in the place of old, and nothing else touched. */

/** What scripts made live when the page came: it comes with the page. */
const alive = ".question, .mermaid";

/**
 * Replaces the blocks of a text that are different.
 * @param text the page's, where scripts may have added to what is in a block
 * @returns false, and leaves it as it is, where the page has to come anew
 */
export function replaceBlocks(text: HTMLElement, before: string, after: string): boolean {
  const old = blocksOf(before);
  const fresh = blocksOf(after);
  const here = [...text.children].filter((one) => !one.matches(".quiz-score"));
  if (here.length !== old.length) return false;
  const most = Math.min(old.length, fresh.length);
  const isSame = (one: Element | undefined, other: Element | undefined) => one?.outerHTML === other?.outerHTML;
  let head = 0;
  while (head < most && isSame(old[head], fresh[head])) head += 1;
  let tail = 0;
  while (tail < most - head && isSame(old.at(-1 - tail), fresh.at(-1 - tail))) tail += 1;
  const gone = old.slice(head, old.length - tail);
  const come = fresh.slice(head, fresh.length - tail);
  if ([...gone, ...come].some((one) => one.matches(alive) || one.querySelector(alive) !== null)) return false;
  const next = here[here.length - tail] ?? null;
  for (const one of come) text.insertBefore(one, next);
  for (const one of here.slice(head, here.length - tail)) one.remove();
  return true;
}

/**
 * Replaces what is on a slide, with as many of its steps shown as before, and its notes.
 * @returns as `replaceBlocks`
 */
export function replaceSlide(slide: HTMLElement, change: { before: string; html: string; notes: string }): boolean {
  const box = slide.querySelector(":scope > .slide");
  const fresh = fragmentOf(change.html);
  if (box === null || fresh.querySelector(alive) !== null || fragmentOf(change.before).querySelector(alive) !== null)
    return false;
  const steps = [...box.querySelectorAll<HTMLElement>(".fragment.visible")].map(stepOf);
  const shown = Math.max(-1, ...steps);
  for (const one of fresh.querySelectorAll<HTMLElement>(".fragment")) {
    one.classList.toggle("visible", stepOf(one) <= shown);
    one.classList.toggle("current-fragment", stepOf(one) === shown);
  }
  const mark = box.querySelector(":scope > .slide-mark");
  box.replaceChildren(...(mark === null ? [] : [mark]), fresh);
  slide.querySelector(":scope > .notes")?.remove();
  if (change.notes !== "") {
    const notes = document.createElement("aside");
    notes.className = "notes";
    notes.append(fragmentOf(change.notes));
    slide.append(notes);
  }
  return true;
}

function stepOf({ dataset }: HTMLElement): number {
  return Number(dataset.fragmentIndex ?? 0);
}

function blocksOf(html: string): Element[] {
  return [...fragmentOf(html).children];
}

function fragmentOf(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
