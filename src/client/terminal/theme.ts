/** The terminal's colours. Background, text and focus come from the page; the sixteen are ours. */
import type { ITheme } from "@xterm/xterm";

const ansi = {
  black: "#3b4048",
  red: "#f0857d",
  green: "#8fce8b",
  yellow: "#e3c078",
  blue: "#82b1f5",
  magenta: "#d5a0ea",
  cyan: "#74cfd0",
  white: "#cfcdc6",
  brightBlack: "#8a8f99",
  brightRed: "#ffa69e",
  brightGreen: "#b0e6a8",
  brightYellow: "#f5d99a",
  brightBlue: "#a9cbff",
  brightMagenta: "#e7c2f7",
  brightCyan: "#9be6e4",
  brightWhite: "#ffffff",
} as const satisfies ITheme;

/** Reads the page's custom properties at this element. */
export function themeOf(element: Element): ITheme {
  const style = getComputedStyle(element);
  const background = style.getPropertyValue("--pid-terminal-bg").trim() || "#16181d";
  const foreground = style.getPropertyValue("--pid-terminal-text").trim() || "#e4e2dc";
  return {
    ...ansi,
    background,
    foreground,
    cursor: foreground,
    cursorAccent: background,
    selectionBackground: "#4a6d8c99",
  };
}

/** Calls back when the page changes between light and dark, by the system or by choice. */
export function onThemeChange(changed: () => void, signal: AbortSignal): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed, { signal });
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
