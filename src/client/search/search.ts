/** Opens the search from its button and by `/`. The dialog is loaded when it is first asked for. */
import type { SearchDialog } from "./dialog.ts";

export function startSearch(button: HTMLButtonElement, base: string): void {
  let dialog: Promise<SearchDialog> | undefined;
  const open = async (): Promise<void> => {
    const early = keepTyped();
    dialog ??= import("./dialog.ts").then((module) => new module.SearchDialog(base));
    try {
      (await dialog).open(early.typed());
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
function keepTyped(): { typed: () => string; stop: () => void } {
  let typed = "";
  const keep = (event: KeyboardEvent): void => {
    if (event.key.length !== 1 || hasModifier(event)) return;
    typed += event.key;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", keep, { capture: true });
  return { typed: () => typed, stop: () => removeEventListener("keydown", keep, { capture: true }) };
}

function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

/** A terminal of a lab has a text area, too. */
function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}
