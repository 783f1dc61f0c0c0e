/**
 * Which keys are the page's: Ctrl+Shift with C copies, V pastes (the browser does it), F searches, Enter leaves, an arrow
 * up or down goes to a PID on the screen. All else is the shell's, so vi and readline keep every key of theirs: a terminal cannot tell Ctrl+Shift+LETTER from Ctrl+LETTER.
 */
export type PageKey = "copy" | "paste" | "search" | "leave" | "pid-above" | "pid-below";

type Key = Pick<KeyboardEvent, "type" | "ctrlKey" | "shiftKey" | "altKey" | "metaKey" | "code">;

const pageKeys: ReadonlyMap<string, PageKey> = new Map([
  ["KeyC", "copy"],
  ["KeyV", "paste"],
  ["KeyF", "search"],
  ["Enter", "leave"],
  ["NumpadEnter", "leave"],
  ["ArrowUp", "pid-above"],
  ["ArrowDown", "pid-below"],
]);

/** What the page does at this key, or null when it is the shell's. */
export function pageKey(key: Key): PageKey | null {
  if (!key.ctrlKey || !key.shiftKey || key.altKey || key.metaKey) return null;
  return pageKeys.get(key.code) ?? null;
}
