/**
 * `<process-tree>`: a live picture of the processes of a sandbox: as a tree, as a table, as lives along a line of time; spoken
 * and logged.
 *
 * Properties: `initName`, what runs as PID 1 ("pid-one", "tini"); null when it is the lab's own command. `clock`, the time of
 * what is shown, where that is not now.
 * Methods: `update(processes)` with the whole list at each change; `event(event)` for each thing that happened;
 * `restore(moment)` for a moment of a recording; `finish()` when nothing more comes; `reset()`; `point(pid)`,
 * `speak(pid)`.
 * Event: `pid-tree-point` (detail: the PID that the pointer or the focus is at, or null).
 * In the SVG each box has `data-pid` and `data-state`; one that is gone and fades has `data-gone`.
 */
import type { Process, ProcessEvent, Processes } from "../../protocol/processes.ts";
import { Lives } from "../../recording/lives.ts";
import type { Moment } from "../../recording/moment.ts";
import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h, say, setText } from "../dom.ts";
import { Announcer } from "./announcer.ts";
import { boxLabel, boxWidth } from "./box.ts";
import { detailsOf } from "./details.ts";
import { Drawing, type Labels } from "./drawing.ts";
import { EventLog } from "./event-log.ts";
import { gauge } from "./gauge.ts";
import { ProcessHistory } from "./history.ts";
import { Folds, type Item, isFold, itemsOf, processKey } from "./items.ts";
import { Columns, layOut } from "./layout.ts";
import { roving } from "./roving.ts";
import css from "./styles.css?inline";
import { ProcessTable } from "./table.ts";
import { Timeline } from "./timeline.ts";
import { processWords } from "./words.ts";

const views = ["tree", "table", "timeline"] as const;
type View = (typeof views)[number];

/** The line of time goes on while nothing happens. */
const tick_ms = 250;
/** Of table and timeline, at most. */
const headHeight_px = 32;

export class ProcessTree extends HTMLElement {
  /** What runs as PID 1, or null when it is the lab's own command. */
  initName: string | null = null;
  /** The server's time of what is shown, in milliseconds since 1970; null: it is now. */
  clock: (() => number) | null = null;
  #lives = new Lives();
  /** When the server said last what time it has, and when that was here. */
  #heard = { at: 0, here_ms: 0 };
  #isOver = false;
  #history = new ProcessHistory();
  #folds = new Folds();
  #columns = new Columns();
  #items: Item[] = [];
  #pids: Processes["pids"] | null = null;
  #adopted = new Set<number>();
  #view: View = "tree";
  #pointed: number | null = null;
  #isToReveal = false;
  #frame = 0;
  #connected = new AbortController();
  readonly #drawing = new Drawing();
  readonly #table = new ProcessTable(() => this.#soon());
  readonly #timeline = new Timeline(() => this.#soon());
  readonly #gauge = gauge();
  readonly #log = new EventLog();
  readonly #sampled = h("p", { class: "pid-tree__note", hidden: true }, words.tree.sampled);
  readonly #spoken = h("p", { class: "pid-hidden", "aria-live": "polite" });
  readonly #details = h("p", { class: "pid-tree__details" });
  readonly #empty = h("p", { class: "pid-tree__empty" }, words.tree.empty);
  readonly #stage = h("div", { class: "pid-tree__stage", role: "group", "aria-label": words.tree.heading });
  #announcer = this.#newAnnouncer();
  #settle = (): void => {};

  connectedCallback(): void {
    adoptStyles(css);
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    const choice = h("div", { class: "pid-tree__views", role: "group", "aria-label": words.tree.views.name });
    for (const view of views) choice.append(this.#viewButton(view, choice, signal));
    const head = h("div", { class: "pid-tree__head" }, h("h2", {}, words.tree.heading), this.#gauge.root, choice);
    this.#stage.replaceChildren(this.#viewed, this.#empty);
    this.replaceChildren(head, this.#stage, this.#details, this.#sampled, this.#log.root, this.#spoken);

    this.#settle = roving(this.#stage, (key) => this.#toggle(key), signal).settle;
    // Not on the SVG itself: one with focus listeners takes the focus in Chromium.
    this.#stage.addEventListener("click", ({ target }) => this.#toggle(keyAt(target)), { signal });
    for (const at of ["pointerover", "focusin"] as const) {
      this.#stage.addEventListener(at, ({ target }) => this.#at(target), { signal });
    }
    for (const away of ["pointerleave", "focusout"] as const) {
      this.#stage.addEventListener(away, () => this.#told(null), { signal });
    }
    const timer = setInterval(() => this.#tick(), tick_ms);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
    const observer = new ResizeObserver(() => this.#soon());
    observer.observe(this.#stage);
    signal.addEventListener("abort", () => observer.disconnect(), { once: true });
    this.#describe(null);
  }

  disconnectedCallback(): void {
    this.#connected.abort();
    this.#announcer.reset();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#drawing.clear();
  }

  /** All processes of this moment. */
  update(processes: Processes): void {
    for (const pid of this.#history.update(processes)) this.#adopted.add(pid);
    this.#lives.update(processes);
    this.#hear(processes.at);
    this.#pids = processes.pids;
    this.#sampled.hidden = !processes.sampled;
    if (processes.gap) this.#log.add({ at: processes.at, kind: "gap" });
    this.#soon();
  }

  /** One thing that happened; it is logged and, if it is worth it, said. */
  event(event: ProcessEvent): void {
    this.#history.event(event);
    this.#lives.event(event);
    this.#hear(event.at);
    if (event.kind === "orphaned") this.#adopted.add(event.pid);
    if (event.kind === "reaped") this.#adopted.delete(event.pid);
    this.#announcer.hear(event);
    this.#log.add(event);
    this.#soon();
  }

  /** Another moment of a recording: what was before it is not told again. */
  restore({ processes, adopted, events, lives }: Moment): void {
    this.#announcer.reset();
    this.#adopted.clear();
    this.#drawing.calm();
    this.#lives = lives;
    this.#history.restore(processes, adopted);
    this.#pids = processes.pids;
    this.#sampled.hidden = !processes.sampled;
    this.#log.clear();
    for (const event of events) this.#log.add(event);
    this.#soon();
  }

  /** Marks one process, as pointing at it does, and shows it; null: none. */
  point(pid: number | null): void {
    if (pid === this.#pointed) return;
    this.#pointed = pid;
    this.#isToReveal = pid !== null;
    if (pid !== null) setText(this.#details, this.#tell(pid));
    this.#soon();
  }

  /** Whether there is such a process at the moment that is shown. */
  has(pid: number): boolean {
    return this.#history.now.some((process) => process.pid === pid);
  }

  /** Says what there is to be read of a process that was gone to in a terminal; null: there was none. */
  speak(pid: number | null): void {
    say(this.#spoken, pid === null ? words.tree.noPid : this.#tell(pid));
  }

  /** The clock has moved, and nothing else. */
  tick(): void {
    if (this.#view === "timeline") this.#soon();
  }

  /** Nothing more will come: its time stands still. */
  finish(): void {
    const now = this.#now;
    this.#isOver = true;
    this.#heard = { at: now, here_ms: 0 };
  }

  /** Another sandbox begins. */
  reset(): void {
    this.#announcer.reset();
    this.#lives = new Lives();
    this.#isOver = false;
    this.#history = new ProcessHistory();
    this.#announcer = this.#newAnnouncer();
    this.#folds = new Folds();
    this.#columns = new Columns();
    this.#adopted.clear();
    this.#log.clear();
    this.#sampled.hidden = true;
    this.#drawing.clear();
    this.#describe(null);
    this.#soon();
  }

  #newAnnouncer(): Announcer {
    return new Announcer((text) => say(this.#spoken, text), this.#history);
  }

  #hear(at: number): void {
    if (at >= this.#heard.at) this.#heard = { at, here_ms: performance.now() };
  }

  /** By the server's clock, in milliseconds since 1970. */
  get #now(): number {
    if (this.clock) return this.clock();
    const { at, here_ms } = this.#heard;
    return this.#isOver ? at : at + performance.now() - here_ms;
  }

  #tick(): void {
    if (!this.clock && !this.#isOver) this.tick();
  }

  get #viewed(): Element {
    return { tree: this.#drawing.root, table: this.#table.root, timeline: this.#timeline.root }[this.#view];
  }

  /** Many updates may come between two frames; only the last is drawn. */
  #soon(): void {
    if (!this.isConnected) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { now } = this.#history;
    this.#empty.hidden = now.length > 0;
    this.#log.show(this.#history);
    if (this.#pids) this.#gauge.show(this.#pids);
    if (this.#view === "table") this.#table.show(now, (pid) => this.#history.adoption(pid));
    else if (this.#view === "timeline") this.#timeline.show(this.#lives, this.#now);
    else this.#drawTree(now);
    this.#table.point(this.#pointed);
    this.#timeline.point(this.#pointed);
    if (this.#isToReveal) this.#reveal();
    for (const { pid } of now) this.#adopted.delete(pid);
  }

  #drawTree(now: readonly Process[]): void {
    this.#items = itemsOf(now, this.#folds);
    const label = (item: Item) => boxLabel(item, this.initName, words.tree);
    const layout = layOut(this.#items, (item) => boxWidth(label(item)), this.#stage.clientWidth, this.#columns);
    this.#drawing.draw(layout, this.#labels());
    this.#drawing.point(this.#boxOf(this.#pointed));
    this.#settle();
  }

  /** Scrolls the stage alone: the page stays where the reader has it. */
  #reveal(): void {
    this.#isToReveal = false;
    const part = this.#stage.querySelector("[data-pointed]")?.getBoundingClientRect();
    if (!part) return;
    const seen = this.#stage.getBoundingClientRect();
    const head = this.#view === "tree" ? 0 : headHeight_px; // It covers what is scrolled under it.
    if (part.top < seen.top + head) this.#stage.scrollTop -= seen.top + head - part.top;
    else if (part.bottom > seen.bottom) this.#stage.scrollTop += part.bottom - seen.bottom;
  }

  /** The key of the box that shows a process: its own, or that of the fold that it is in. */
  #boxOf(pid: number | null): string | null {
    if (pid === null) return null;
    const items = everyItem(this.#items);
    const own = items.find((item) => !isFold(item) && item.process.pid === pid);
    // Of a fold and its parts the part, which comes after it.
    const fold = items.findLast((item) => isFold(item) && item.members.some((member) => member.pid === pid));
    return (own ?? fold)?.key ?? null;
  }

  #labels(): Labels {
    const folds = new Map(
      everyItem(this.#items).flatMap((item) =>
        isFold(item) ? item.members.map(({ pid }) => [processKey(pid), item.key] as const) : [],
      ),
    );
    return {
      label: ({ item }) => boxLabel(item, this.initName, words.tree),
      words: ({ item }) => this.#words(item),
      adoption: ({ item }) => {
        if (isFold(item)) return null;
        if (this.#adopted.has(item.process.pid)) return "now";
        return this.#history.adoption(item.process.pid) === null ? null : "once";
      },
      foldOf: (key) => folds.get(key) ?? null,
    };
  }

  #words(item: Item): string {
    if (!isFold(item)) {
      return processWords(item.process, this.#history.adoption(item.process.pid));
    }
    const { first, members } = item;
    return words.tree.fold(members.length, words.tree.states[first.state], first.ppid);
  }

  /** The line below the picture: what the box, row or lane with the pointer or the focus is. */
  #describe(target: EventTarget | null): void {
    const key = keyAt(target);
    const fold = everyItem(this.#items).find((item) => item.key === key);
    const pid = pidAt(target);
    if (fold && isFold(fold))
      setText(this.#details, words.tree.foldDetails(fold.name ?? words.tree.various, this.#words(fold)));
    else if (pid === null) setText(this.#details, words.tree.point);
    else setText(this.#details, this.#tell(pid));
  }

  #tell(pid: number): string {
    return detailsOf(pid, this.#history, this.#lives);
  }

  /** The pointer or the focus came to a part of the picture. */
  #at(target: EventTarget | null): void {
    this.#describe(target);
    this.#told(pidAt(target));
  }

  #told(pid: number | null): void {
    this.dispatchEvent(new CustomEvent("pid-tree-point", { detail: pid }));
  }

  #toggle(key: string): void {
    if (!key.startsWith("f")) return;
    this.#folds.toggle(key);
    this.#soon();
  }

  #viewButton(view: View, group: HTMLElement, signal: AbortSignal): HTMLButtonElement {
    const button = h("button", { type: "button", "aria-pressed": String(view === this.#view) }, words.tree.views[view]);
    const choose = (): void => {
      this.#view = view;
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
      this.#stage.replaceChildren(this.#viewed, this.#empty);
      // The tree has boxes to move the focus to; a long table is scrolled itself.
      if (view === "tree") this.#stage.removeAttribute("tabindex");
      else this.#stage.tabIndex = 0;
      this.#describe(null);
      this.#soon();
    };
    button.addEventListener("click", choose, { signal });
    return button;
  }
}

function everyItem(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...everyItem(item.children)]);
}

function keyAt(target: EventTarget | null): string {
  return (target instanceof Element && target.closest<SVGGElement>("g[data-key]")?.dataset.key) || "";
}

/** Whose box, row or lane it is in. */
function pidAt(target: EventTarget | null): number | null {
  const part = target instanceof Element ? target.closest<HTMLElement | SVGElement>("[data-pid]") : null;
  return part?.dataset.pid === undefined ? null : Number(part.dataset.pid);
}

declare global {
  interface HTMLElementTagNameMap {
    "process-tree": ProcessTree;
  }
  interface HTMLElementEventMap {
    "pid-tree-point": CustomEvent<number | null>;
  }
}

if (!customElements.get("process-tree")) customElements.define("process-tree", ProcessTree);
