/** The keys of a deck that are ours: one list, which the keyboard obeys and the help shows. reveal.js has the others. */

export interface Shortcut {
  /** As `KeyboardEvent.key` says them, letters small. */
  keys: readonly string[];
  /** As the help names them. */
  shown: readonly string[];
  what: string;
  /** Without it, reveal.js does it. */
  run?: () => void;
  /** Whether it does something now; else the key means what it meant before. */
  when?: () => boolean;
}

/** Listens for as long as the page lives. `isOurs` says whether a key is for the deck at all. */
export function obeyShortcuts(shortcuts: readonly Shortcut[], isOurs: (event: KeyboardEvent) => boolean): void {
  const byKey = (event: KeyboardEvent): Shortcut | undefined =>
    shortcuts.find(({ keys, run, when = () => true }) => run !== undefined && keys.includes(nameOf(event)) && when());
  // Before reveal.js, which goes by the place of a key: `/` is elsewhere on other keyboards.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !isOurs(event)) return;
      const shortcut = byKey(event);
      if (shortcut === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // A letter that is held down would switch on and off.
      if (!event.repeat || event.key.startsWith("Arrow")) shortcut.run?.();
    },
    { capture: true },
  );
}

function nameOf({ key }: KeyboardEvent): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Whether what has the focus wants the key for itself: a lab, a field and a dialog all, buttons and links what presses them. */
export function needsKey({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector(":modal") !== null) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(".deck-lab, input, textarea, select, [contenteditable]") !== null) return true;
  return (key === "Enter" || key === " ") && target.closest("a, button, summary") !== null;
}
