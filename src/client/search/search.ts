/** Opens the search from its button and by `/`. The dialog is loaded when it is first asked for. */
import type { SearchDialog } from "./dialog.ts";

export function startSearch(button: HTMLButtonElement, base: string): void {
  let dialog: Promise<SearchDialog> | undefined;
  const open = async (): Promise<void> => {
    const early = keepTyped();
    dialog ??= import("./dialog.ts").then((module) => new module.SearchDialog(base));
    try {
      (await dialog).open(early.typed(), early.isEntered());
    } finally {
      early.stop();
    }
  };
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || hasModifier(event) || isTypedInto(event.target)) return;
    event.preventDefault();
    void open();
  });
  button.hidden = false;
}

/** Who knows the key types on at once, before there is a field. */
function keepTyped(): { typed: () => string; isEntered: () => boolean; stop: () => void } {
  let typed = "";
  let isEntered = false;
  const keep = (event: KeyboardEvent): void => {
    const { key } = event;
    if (hasModifier(event)) return;
    if (key === "Enter") isEntered = true;
    else if (key === "Backspace") typed = typed.slice(0, -1);
    else if (key.length === 1) typed += key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", keep, { capture: true });
  return {
    typed: () => typed,
    isEntered: () => isEntered,
    stop: () => removeEventListener("keydown", keep, { capture: true }),
  };
}

function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

/** A terminal of a lab has a text area, too. */
function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}
