/** A button that copies a text, and says so. */
import { h, say } from "../dom.ts";

const done_ms = 2_000;
let region: HTMLElement | undefined;

/** @param name what is copied, for who cannot see it */
export function copyButton(text: string, name = text): HTMLButtonElement {
  const heard = heardRegion();
  const button = h("button", { type: "button", class: "pid-copy", "aria-label": `Copy: ${name}` }, "Copy");
  button.addEventListener("click", async () => {
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    button.textContent = copied ? "Copied" : "Not allowed";
    say(heard, copied ? "Copied" : "The browser does not allow copying here");
    setTimeout(() => {
      button.textContent = "Copy";
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
