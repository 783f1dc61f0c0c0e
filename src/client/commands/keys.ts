/** The keys that a step of the text names, as the bytes that a terminal sends for them. */

const named: ReadonlyMap<string, string> = new Map([
  ["enter", "\r"],
  ["return", "\r"],
  ["escape", "\x1b"],
  ["esc", "\x1b"],
  ["tab", "\t"],
  ["btab", "\x1b[Z"],
  ["space", " "],
  ["backspace", "\x7f"],
  ["bspace", "\x7f"],
  ["delete", "\x1b[3~"],
  ["insert", "\x1b[2~"],
  ["home", "\x1b[H"],
  ["end", "\x1b[F"],
  ["pageup", "\x1b[5~"],
  ["pgup", "\x1b[5~"],
  ["pagedown", "\x1b[6~"],
  ["pgdn", "\x1b[6~"],
  ["up", "\x1b[A"],
  ["down", "\x1b[B"],
  ["right", "\x1b[C"],
  ["left", "\x1b[D"],
]);

/** "^C", "Ctrl-C", "C-c", "Escape", several with blanks between them; anything else is typed as it stands. */
export function keysOf(text: string): string {
  const keys = text.trim().split(/\s+/).map(keyOf);
  return keys.every((key) => key !== undefined) ? keys.join("") : text;
}

function keyOf(key: string): string | undefined {
  const control = /^(?:\^|ctrl[-+]|c-)([a-z@[\\\]_])$/i.exec(key)?.[1];
  // A control character is the letter's code without its upper three bits.
  if (control) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  return named.get(key.toLowerCase());
}
