/**
 * `<pid-terminal label="Terminal">`: a terminal. It knows nothing of sandboxes; whoever has one listens and writes.
 *
 * Attributes: `label`, its accessible name; `read-only`, when nobody will ever take its keys.
 * Methods: `write(data, drawn)`, `replay()`, `clear()`, `focus()`, `text()`, `answer()`, `snapshot()`, `markPid(pid)`.
 * Properties: `enabled`, whether keys are taken; `fixedSize`, when it has a size of its own rather than its box's; `isPid`,
 * whether there is such a process now.
 * Events: `pid-terminal-input` (detail: Uint8Array, what to send), `pid-terminal-resize` (detail: {cols, rows}),
 * `pid-terminal-pid` (detail: {pid, by}, a PID on the screen is pointed at, or null), `pid-terminal-prompt` (a shell that marks it, by OSC 133, is about to read a command).
 * Keys of its own: see keys.ts. Ctrl+Shift+Enter leaves it for the bar below, so Tab is not a trap, and comes back from
 * there. While the focus is in that bar the terminal is no stop of Tab: Shift+Tab leads on, to what stands above it.
 */
import xtermCss from "@xterm/xterm/css/xterm.css?inline";
import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h } from "../dom.ts";
import { fixedFontSize_px, fontSize_px, loadTerminalFont, terminalFont } from "./font.ts";
import { pageKey } from "./keys.ts";
import { PidMarks } from "./pid-marks.ts";
import { createScreen, drawFast, type Screen } from "./screen.ts";
import { isScreenReaderMode, setScreenReaderMode } from "./screen-reader.ts";
import { searchBar } from "./search-bar.ts";
import css from "./styles.css?inline";
import { onThemeChange, themeOf } from "./theme.ts";

export interface TerminalSize {
  cols: number;
  rows: number;
}

const resize_ms = 80;
/** Lines above the screen that a snapshot has. */
const snapshotLines = 300;

export class PidTerminal extends HTMLElement {
  static readonly observedAttributes = ["label"];
  isPid: (pid: number) => boolean = () => false;
  #screen: Screen | null = null;
  #pids: PidMarks | null = null;
  #connected = new AbortController();
  #refit = (): void => {};
  #kept = "";
  #enabled = true;
  #fixedSize: TerminalSize | null = null;
  #muted = false;
  #undrawn = 0;
  #resizing: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    adoptStyles(xtermCss);
    adoptStyles(css);
    this.#connected = new AbortController();
    this.#build(this.#connected.signal);
  }

  disconnectedCallback(): void {
    // What it shows comes back when the element is only moved.
    this.#kept = this.#screen?.serialize.serialize() ?? "";
    this.#connected.abort();
    clearTimeout(this.#resizing);
    this.#screen?.terminal.dispose();
    this.#screen = null;
    this.#pids = null;
    this.replaceChildren();
  }

  attributeChangedCallback(): void {
    this.#screen?.terminal.textarea?.setAttribute("aria-label", this.#label);
  }

  /** Whether keys are taken; off while there is nobody to send them to. */
  set enabled(enabled: boolean) {
    this.#enabled = enabled;
    if (this.#screen) this.#screen.terminal.options.disableStdin = !enabled;
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  /** As many columns and rows as a recording had: the letters become as large as they then fit. Styles know them, too. */
  set fixedSize(size: TerminalSize | null) {
    this.#fixedSize = size;
    this.style.setProperty("--cols", size && String(size.cols));
    this.style.setProperty("--rows", size && String(size.rows));
    this.#refit();
  }

  get fixedSize(): TerminalSize | null {
    return this.#fixedSize;
  }

  /** @param drawn called when the data is on the screen */
  write(data: Uint8Array | string, drawn?: () => void): void {
    this.#undrawn += 1;
    this.#screen?.terminal.write(data, () => {
      this.#undrawn -= 1;
      if (this.#undrawn === 0) this.#muted = false;
      drawn?.();
    });
  }

  /**
   * Empties it for bytes that it had before. Until it has drawn them it sends nothing: programs of the past asked the
   * terminal questions, and its answers must not be typed into the shell of now.
   */
  replay(): void {
    this.clear();
    this.#muted = true;
  }

  clear(): void {
    this.#screen?.terminal.reset();
  }

  override focus(): void {
    this.#screen?.terminal.focus();
  }

  /** All lines of the screen and above it, without the empty ones at the end. */
  text(): string {
    return this.#lines(0);
  }

  /** @returns what tells the text that has come since now; of a program that takes the whole screen, all of it */
  answer(): () => string {
    const marker = this.#screen?.terminal.registerMarker(0);
    return () => {
      const buffer = this.#screen?.terminal.buffer.active;
      if (!marker || buffer?.type !== "normal") return this.text();
      return this.#lines(Math.max(0, marker.line));
    };
  }

  /** What it shows and some of what is above it, as text that makes an empty terminal of this size show the same. */
  snapshot(): (TerminalSize & { text: string }) | null {
    const { size } = this;
    return size && { ...size, text: this.#screen?.serialize.serialize({ scrollback: snapshotLines }) ?? "" };
  }

  /** Marks a PID wherever the screen shows it; null: none. */
  markPid(pid: number | null): void {
    this.#pids?.mark(pid);
  }

  get size(): TerminalSize | null {
    return this.#screen && { cols: this.#screen.terminal.cols, rows: this.#screen.terminal.rows };
  }

  #lines(from: number): string {
    const buffer = this.#screen?.terminal.buffer.active;
    const lines = Array.from({ length: buffer?.length ?? 0 }, (_, at) => buffer?.getLine(at)?.translateToString(true));
    return lines.slice(from).join("\n").trimEnd();
  }

  get #label(): string {
    return this.getAttribute("label") ?? words.terminal.name;
  }

  #build(signal: AbortSignal): void {
    const box = h("div", { class: "pid-terminal__box" });
    const screen = createScreen(themeOf(this), isScreenReaderMode());
    const { terminal } = screen;
    const { bar: search, open: openSearch } = searchBar(screen.search, () => this.focus());
    const reader = h("button", { type: "button", class: "pid-terminal__reader" }, words.terminal.screenReader);
    this.#screen = screen;
    const isReadOnly = this.hasAttribute("read-only");
    const bar = h("div", { class: "pid-terminal__bar" }, isReadOnly ? "" : hint(), reader);
    this.replaceChildren(box, search, bar);

    terminal.open(box);
    this.#pids = new PidMarks(terminal, {
      isPid: (pid) => this.isPid(pid),
      pointed: (pid) => this.#emit("pid-terminal-pid", { pid, by: "pointer" }),
    });
    terminal.options.disableStdin = !this.#enabled;
    terminal.write(this.#kept);
    this.attributeChangedCallback();
    terminal.onData((keys) => {
      this.#send(new TextEncoder().encode(keys));
      if (this.#pids?.marked != null) this.#emit("pid-terminal-pid", { pid: null, by: "pointer" });
    });
    terminal.parser.registerOscHandler(133, (mark) => {
      if (mark.startsWith("D")) this.#emit("pid-terminal-prompt", null);
      return true;
    });
    terminal.onBinary((bytes) => this.#send(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => this.#emit("pid-terminal-resize", { cols, rows }));
    terminal.attachCustomKeyEventHandler((event) => {
      const key = pageKey(event);
      if (key === null) return true;
      if (event.type !== "keydown" || key === "paste") return false;
      event.preventDefault();
      if (key === "copy") void navigator.clipboard?.writeText(terminal.getSelection());
      else if (key === "search") openSearch();
      else if (key === "leave") reader.focus();
      else this.#emit("pid-terminal-pid", { pid: this.#pids?.step(key === "pid-above" ? -1 : 1) ?? null, by: "keys" });
      return false;
    });

    onThemeChange(() => {
      terminal.options.theme = themeOf(this);
    }, signal);
    reader.setAttribute("aria-pressed", String(isScreenReaderMode()));
    reader.addEventListener("click", () => {
      const on = !terminal.options.screenReaderMode;
      terminal.options.screenReaderMode = on;
      reader.setAttribute("aria-pressed", String(on));
      setScreenReaderMode(on);
    });
    bar.addEventListener("focusin", () => this.#tabStop(false));
    bar.addEventListener("focusout", () => this.#tabStop(true));
    bar.addEventListener("keydown", (event) => {
      if (pageKey(event) !== "leave") return;
      event.preventDefault();
      this.focus();
    });
    this.#followSize(box, screen, signal);
    void this.#beautify(box, screen, signal);
  }

  #tabStop(is: boolean): void {
    const { textarea } = this.#screen?.terminal ?? {};
    if (textarea) textarea.tabIndex = is ? 0 : -1;
  }

  #followSize(box: HTMLElement, screen: Screen, signal: AbortSignal): void {
    const observer = new ResizeObserver(() => {
      clearTimeout(this.#resizing);
      this.#resizing = setTimeout(() => this.#fit(box, screen), resize_ms);
    });
    observer.observe(box);
    signal.addEventListener("abort", () => observer.disconnect(), { once: true });
    this.#refit = () => this.#fit(box, screen);
    this.#refit();
  }

  #fit(box: HTMLElement, { terminal, fit }: Screen): void {
    const fixed = this.#fixedSize;
    if (fixed && (terminal.cols !== fixed.cols || terminal.rows !== fixed.rows))
      terminal.resize(fixed.cols, fixed.rows);
    if (box.clientWidth === 0) return; // Hidden: keep the size that it had.
    const width_px = box.clientWidth - 28;
    terminal.options.fontSize = fixed
      ? fixedFontSize_px(width_px, box.clientHeight - 14, fixed.cols, fixed.rows)
      : fontSize_px(width_px);
    if (!fixed) fit.fit();
  }

  async #beautify(box: HTMLElement, screen: Screen, signal: AbortSignal): Promise<void> {
    await loadTerminalFont();
    if (signal.aborted) return;
    screen.terminal.options.fontFamily = terminalFont;
    await drawFast(screen.terminal);
    // Both change the size of a character, and xterm measures it at its next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => !signal.aborted && this.#fit(box, screen)));
  }

  #send(bytes: Uint8Array): void {
    if (!this.#muted && this.#enabled) this.#emit("pid-terminal-input", bytes);
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function hint(): HTMLElement {
  const { keys, leaves, searches, pids } = words.terminal.hint;
  const leave = h("kbd", {}, "Ctrl+Shift+Enter");
  const search = h("span", {}, ", ", h("kbd", {}, "Ctrl+Shift+F"), searches, h("kbd", {}, "Ctrl+Shift+↑"), pids);
  return h("p", { class: "pid-terminal__hint" }, h("span", {}, keys), leave, leaves, search, ".");
}

declare global {
  interface HTMLElementTagNameMap {
    "pid-terminal": PidTerminal;
  }
  interface HTMLElementEventMap {
    "pid-terminal-input": CustomEvent<Uint8Array>;
    "pid-terminal-resize": CustomEvent<TerminalSize>;
    "pid-terminal-pid": CustomEvent<{ pid: number | null; by: "pointer" | "keys" }>;
    "pid-terminal-prompt": CustomEvent<null>;
  }
}

if (!customElements.get("pid-terminal")) customElements.define("pid-terminal", PidTerminal);
