/** Escape takes a term's card away while the pointer or the focus stays on the word (WCAG 2.2, 1.4.13). */
export function dismissTermCards(root: Document): void {
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      const term = root.querySelector(".term:is(:hover, :focus-within):not(.is-dismissed)");
      if (!term) return;
      event.stopImmediatePropagation(); // In a deck it would open the overview.
      term.classList.add("is-dismissed");
      for (const left of ["pointerleave", "focusout"])
        term.addEventListener(left, () => term.classList.remove("is-dismissed"), { once: true });
    },
    { capture: true },
  );
}
