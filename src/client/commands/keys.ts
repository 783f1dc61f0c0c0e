/** The keys that a step of the text names, as the bytes that a terminal sends for them. */

const named: ReadonlyMap<string, string> = new Map([
  ["enter", "\r"],
  ["return", "\r"],
  ["escape", "\x1b"],
  ["esc", "\x1b"],
  ["tab", "\t"],
  ["space", " "],
  ["backspace", "\x7f"],
  ["up", "\x1b[A"],
  ["down", "\x1b[B"],
  ["right", "\x1b[C"],
  ["left", "\x1b[D"],
]);

/** "^C", "Ctrl-C", "Escape"; anything else is typed as it stands. */
export function keysOf(text: string): string {
  const key = text.trim();
  const control = /^(?:\^|ctrl[-+])([a-z@[\\\]_])$/i.exec(key)?.[1];
  // A control character is the letter's code without its upper three bits.
  if (control) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  return named.get(key.toLowerCase()) ?? text;
}
