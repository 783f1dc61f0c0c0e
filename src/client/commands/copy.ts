/** A button that copies a text, and says so. */

import { words } from "../../words/page.ts";
import { h, say } from "../dom.ts";

const done_ms = 2_000;
let region: HTMLElement | undefined;

/** @param name what is copied, for who cannot see it */
export function copyButton(text: string, name = text): HTMLButtonElement {
  const { copy } = words.reading;
  const heard = heardRegion();
  const button = h(
    "button",
    { type: "button", class: "pid-copy", lang: words.language, "aria-label": copy.name(name) },
    copy.copy,
  );
  button.addEventListener("click", async () => {
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    button.textContent = copied ? copy.copied : copy.refused;
    say(heard, copied ? copy.copied : copy.whyRefused);
    setTimeout(() => {
      button.textContent = copy.copy;
    }, done_ms);
  });
  return button;
}

/** One for all buttons of the page, and there before it has to speak: a new region is not heard. */
function heardRegion(): HTMLElement {
  region ??= h("div", { class: "visually-hidden", role: "status" });
  if (!region.isConnected) document.body.append(region);
  return region;
}
