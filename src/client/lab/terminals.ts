/** The lab's terminals: one, or several behind tabs. */
import type { TerminalInfo } from "../../protocol/labs.ts";
import type { Recorder } from "../../recording/recorder.ts";
import type { Screen } from "../../recording/track.ts";
import { words } from "../../words/page.ts";
import { h } from "../dom.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { PidTerminal } from "../terminal/element.ts";
import { PromptWatch } from "./prompt-watch.ts";

interface Parts {
  sandbox: Sandbox;
  recorder: Recorder;
  signal: AbortSignal;
}

export class Terminals {
  readonly root = h("div", { class: "pid-lab__terminals" });
  /** Of the first. */
  readonly prompt: PromptWatch | null;
  readonly #terminals = new Map<number, PidTerminal>();
  readonly #tabs = h("div", { class: "pid-lab__tabs", role: "tablist", "aria-label": words.lab.panes.terminals });

  constructor(sandbox: Sandbox, recorder: Recorder, signal: AbortSignal) {
    const several = sandbox.terminals.length > 1;
    if (several) this.root.append(this.#tabs);
    for (const { id, title } of sandbox.terminals) this.#add(id, title, several, { sandbox, recorder, signal });
    this.#choose(this.#first);
    const first = this.#terminals.get(this.#first);
    this.prompt = first ? new PromptWatch(first, signal) : null;
    sandbox.subscribe(
      {
        output: (id, bytes, taken) =>
          this.#terminals.get(id)?.write(bytes, () => {
            recorder.output(id, bytes);
            taken();
          }),
        hello: ({ replay }) => {
          if (replay) for (const terminal of this.#terminals.values()) terminal.replay();
          if (replay) recorder.restart();
          for (const [id, { size }] of this.#terminals) {
            if (!size) continue;
            sandbox.resize(id, size.cols, size.rows);
            recorder.resize(id, size.cols, size.rows);
          }
        },
        connection: ({ is }) => this.enable(is === "open"),
      },
      signal,
    );
    this.#tabs.addEventListener("keydown", (event) => this.#walk(event), { signal });
  }

  focus(): void {
    this.#terminals.get(this.#first)?.focus();
  }

  enable(enabled: boolean): void {
    for (const terminal of this.#terminals.values()) terminal.enabled = enabled;
  }

  get all(): Iterable<PidTerminal> {
    return this.#terminals.values();
  }

  get #first(): number {
    return this.#terminals.keys().next().value ?? 0;
  }

  /** What all of them show now. */
  screens(): Screen[] {
    return [...this.#terminals].flatMap(([id, terminal]) => {
      const shown = terminal.snapshot();
      return shown ? [{ terminal: id, ...shown }] : [];
    });
  }

  #add(id: TerminalInfo["id"], title: string, tabbed: boolean, { sandbox, recorder, signal }: Parts): void {
    const terminal = h("pid-terminal", { label: title, "data-terminal": id });
    this.#terminals.set(id, terminal);
    const typed = (keys: Uint8Array): void => {
      recorder.input(id, keys);
      sandbox.write(id, keys);
    };
    const resized = (cols: number, rows: number): void => {
      recorder.resize(id, cols, rows);
      sandbox.resize(id, cols, rows);
    };
    terminal.addEventListener("pid-terminal-input", ({ detail }) => typed(detail), { signal });
    terminal.addEventListener("pid-terminal-resize", ({ detail }) => resized(detail.cols, detail.rows), { signal });
    this.root.append(terminal);
    if (!tabbed) return;
    const tab = h("button", { type: "button", role: "tab", "data-terminal": id }, title);
    tab.addEventListener("click", () => this.#choose(id), { signal });
    this.#tabs.append(tab);
  }

  #choose(id: number): void {
    for (const [other, terminal] of this.#terminals) terminal.hidden = other !== id;
    for (const tab of this.#tabs.querySelectorAll("button")) {
      const chosen = tab.dataset.terminal === String(id);
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  #walk(event: KeyboardEvent): void {
    const tabs = [...this.#tabs.querySelectorAll("button")];
    const at = tabs.findIndex((tab) => tab.matches(":focus"));
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    next.focus();
    next.click();
  }
}
