/** What is wider than its place scrolls. Not every browser lets a key do that: so it takes the focus, while it scrolls. */
import { words } from "../words/page.ts";

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target instanceof HTMLElement) takeFocus(target);
});

/** Watches code; its first line is what it is called. Call it once for each. */
export function watchScrolled(code: HTMLElement): void {
  observer.observe(code);
  // Its own size does not tell that its letters have come, and are wider.
  void document.fonts.ready.then(() => takeFocus(code));
}

function takeFocus(code: HTMLElement): void {
  if (code.scrollWidth <= code.clientWidth) {
    for (const name of ["tabindex", "role", "aria-label"]) code.removeAttribute(name);
    return;
  }
  code.tabIndex = 0;
  code.role = "group";
  code.ariaLabel = words.reading.code(code.textContent.trim().split("\n")[0] ?? "");
}
