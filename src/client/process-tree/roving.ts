/** Arrow keys in the tree: one box is in the tab order, and it moves (ARIA Authoring Practices, tree view). */

/**
 * @param stage what the tree stands in
 * @param act Enter or Space on a box, or an arrow that opens or closes it
 */
export function roving(stage: HTMLElement, act: (key: string) => void, signal: AbortSignal): { settle(): void } {
  let current: SVGGElement | null = null;

  const boxes = (): SVGGElement[] => [...stage.querySelectorAll<SVGGElement>('g[role="treeitem"]')];
  const level = (box: Element): number => Number(box.getAttribute("aria-level"));

  function choose(box: SVGGElement | undefined, focus: boolean): void {
    if (!box) return;
    if (box !== current) current?.setAttribute("tabindex", "-1");
    current = box;
    box.setAttribute("tabindex", "0");
    if (focus) box.focus();
  }

  function target(key: string, all: SVGGElement[], at: number): SVGGElement | undefined {
    const here = all[at];
    if (!here) return undefined;
    if (key === "ArrowDown") return all[at + 1];
    if (key === "ArrowUp") return all[at - 1];
    if (key === "Home") return all[0];
    if (key === "End") return all.at(-1);
    if (key === "ArrowLeft") return all.slice(0, at).findLast((box) => level(box) < level(here));
    const next = all[at + 1];
    return next && level(next) > level(here) ? next : undefined;
  }

  stage.addEventListener(
    "keydown",
    (event) => {
      if (!(event.target instanceof SVGElement)) return;
      const all = boxes();
      const at = current ? all.indexOf(current) : -1;
      const expanded = current?.dataset.kind === "fold" ? current.getAttribute("aria-expanded") : null;
      const acts =
        event.key === "Enter" ||
        event.key === " " ||
        (event.key === "ArrowRight" && expanded === "false") ||
        (event.key === "ArrowLeft" && expanded === "true");
      if (acts) act(current?.dataset.key ?? "");
      else if (/^Arrow|^Home$|^End$/.test(event.key)) choose(target(event.key, all, at), true);
      else return;
      event.preventDefault();
    },
    { signal },
  );
  stage.addEventListener(
    "focusin",
    ({ target }) => {
      if (target instanceof SVGGElement) choose(target, false);
    },
    { signal },
  );

  return {
    /** After each drawing: the box of the tab order may be gone. */
    settle() {
      if (current?.isConnected && current.getAttribute("role") === "treeitem") return;
      const hadFocus = current !== null && current === document.activeElement;
      current = null;
      choose(boxes()[0], hadFocus);
    },
  };
}
