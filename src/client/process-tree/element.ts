/**
 * `<process-tree>`: a live picture of the processes of a sandbox, as a tree and as a table, spoken and logged.
 *
 * Properties: `initName`, what runs as PID 1 ("pid-one", "tini"); null when it is the lab's own command.
 * Methods: `update(processes)` with the whole list at each change; `event(event)` for each thing that happened;
 * `restore(moment)` for a moment of a recording; `reset()`.
 * In the SVG each box has `data-pid` and `data-state`; one that is gone and fades has `data-gone`.
 */
import type { ProcessEvent, Processes } from "../../protocol/processes.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h, say, setText } from "../dom.ts";
import { Announcer } from "./announcer.ts";
import { boxLabel, boxWidth } from "./box.ts";
import { Drawing, type Labels } from "./drawing.ts";
import { EventLog } from "./event-log.ts";
import { gauge } from "./gauge.ts";
import { ProcessHistory } from "./history.ts";
import { Folds, type Item, isFold, itemsOf, processKey } from "./items.ts";
import { Columns, layOut } from "./layout.ts";
import { roving } from "./roving.ts";
import css from "./styles.css?inline";
import { ProcessTable } from "./table.ts";
import { processWords, stateWord } from "./words.ts";

type View = "tree" | "table";

/** All that is to be seen of one moment. */
export interface Moment {
  processes: Processes;
  /** Who has another parent than it was born to, and who that was where it is known. */
  adopted: ReadonlyMap<number, number | null>;
  /** The last that happened before it. */
  events: readonly ProcessEvent[];
}

export class ProcessTree extends HTMLElement {
  /** What runs as PID 1, or null when it is the lab's own command. */
  initName: string | null = null;
  #history = new ProcessHistory();
  #folds = new Folds();
  #columns = new Columns();
  #items: Item[] = [];
  #pids: Processes["pids"] | null = null;
  #adopted = new Set<number>();
  #view: View = "tree";
  #pointed: number | null = null;
  #frame = 0;
  #connected = new AbortController();
  readonly #drawing = new Drawing();
  readonly #table = new ProcessTable();
  readonly #gauge = gauge();
  readonly #log = new EventLog();
  readonly #spoken = h("p", { class: "pid-hidden", "aria-live": "polite" });
  readonly #details = h("p", { class: "pid-tree__details" });
  readonly #empty = h("p", { class: "pid-tree__empty" }, "No process yet.");
  readonly #stage = h("div", { class: "pid-tree__stage", role: "group", "aria-label": "Processes" });
  #announcer = this.#newAnnouncer();
  #settle = (): void => {};

  connectedCallback(): void {
    adoptStyles(css);
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    const views = h("div", { class: "pid-tree__views", role: "group", "aria-label": "View" });
    for (const view of ["tree", "table"] as const) views.append(this.#viewButton(view, views, signal));
    const head = h("div", { class: "pid-tree__head" }, h("h2", {}, "Processes"), this.#gauge.root, views);
    this.#stage.replaceChildren(this.#drawing.root, this.#empty);
    this.replaceChildren(head, this.#stage, this.#details, this.#log.root, this.#spoken);

    this.#settle = roving(this.#stage, (key) => this.#toggle(key), signal).settle;
    // Not on the SVG itself: one with focus listeners takes the focus in Chromium.
    this.#stage.addEventListener("click", ({ target }) => this.#toggle(keyAt(target)), { signal });
    this.#stage.addEventListener("pointerover", ({ target }) => this.#describe(keyAt(target)), { signal });
    this.#stage.addEventListener("focusin", ({ target }) => this.#describe(keyAt(target)), { signal });
    const observer = new ResizeObserver(() => this.#soon());
    observer.observe(this.#stage);
    signal.addEventListener("abort", () => observer.disconnect(), { once: true });
    this.#describe("");
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
    this.#pids = processes.pids;
    this.#soon();
  }

  /** One thing that happened; it is logged and, if it is worth it, said. */
  event(event: ProcessEvent): void {
    this.#history.event(event);
    if (event.kind === "orphaned") this.#adopted.add(event.pid);
    if (event.kind === "reaped") this.#adopted.delete(event.pid);
    this.#announcer.hear(event);
    this.#log.add(event);
    this.#soon();
  }

  /** Another moment of a recording: what was before it is not told again. */
  restore({ processes, adopted, events }: Moment): void {
    this.#announcer.reset();
    this.#adopted.clear();
    this.#history.restore(processes, adopted);
    this.#pids = processes.pids;
    this.#log.clear();
    for (const event of events) this.#log.add(event);
    this.#soon();
  }

  /** Marks one process, as pointing at it does; null: none. */
  point(pid: number | null): void {
    this.#pointed = pid;
    this.#soon();
  }

  /** Another sandbox begins. */
  reset(): void {
    this.#announcer.reset();
    this.#history = new ProcessHistory();
    this.#announcer = this.#newAnnouncer();
    this.#folds = new Folds();
    this.#columns = new Columns();
    this.#adopted.clear();
    this.#log.clear();
    this.#drawing.clear();
    this.#describe("");
    this.#soon();
  }

  #newAnnouncer(): Announcer {
    return new Announcer((words) => say(this.#spoken, words), this.#history);
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
    this.#items = itemsOf(now, this.#folds);
    const label = (item: Item) => boxLabel(item, this.initName);
    const layout = layOut(this.#items, (item) => boxWidth(label(item)), this.#stage.clientWidth, this.#columns);
    this.#drawing.draw(layout, this.#labels());
    this.#drawing.point(this.#boxOf(this.#pointed));
    for (const { pid } of now) this.#adopted.delete(pid);
    this.#settle();
  }

  /** The key of the box that shows a process: its own, or that of the fold that it is in. */
  #boxOf(pid: number | null): string | null {
    if (pid === null) return null;
    const items = everyItem(this.#items);
    const own = items.find((item) => !isFold(item) && item.process.pid === pid);
    return (
      (own ?? items.find((item) => isFold(item) && item.members.some((member) => member.pid === pid)))?.key ?? null
    );
  }

  #labels(): Labels {
    const folds = new Map(
      everyItem(this.#items).flatMap((item) =>
        isFold(item) ? item.members.map(({ pid }) => [processKey(pid), item.key] as const) : [],
      ),
    );
    return {
      label: ({ item }) => boxLabel(item, this.initName),
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
    return `${members.length} processes, ${stateWord(first.state)}, children of ${first.ppid}`;
  }

  /** The line below the tree: what the box with the pointer or the focus is. */
  #describe(key: string): void {
    const item = everyItem(this.#items).find((candidate) => candidate.key === key);
    if (!item) setText(this.#details, "Point at a process, or move to it with the arrow keys, to read more.");
    else if (isFold(item)) {
      setText(this.#details, `${item.first.command}: ${this.#words(item)}. Click or press Enter to see each.`);
    } else {
      const { pid, command } = item.process;
      setText(this.#details, `${pid} ${command}: ${this.#words(item)}`);
    }
  }

  #toggle(key: string): void {
    if (!key.startsWith("f")) return;
    this.#folds.toggle(key);
    this.#soon();
  }

  #viewButton(view: View, group: HTMLElement, signal: AbortSignal): HTMLButtonElement {
    const name = view === "tree" ? "Tree" : "Table";
    const button = h("button", { type: "button", "aria-pressed": String(view === this.#view) }, name);
    const choose = (): void => {
      this.#view = view;
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
      this.#stage.replaceChildren(view === "tree" ? this.#drawing.root : this.#table.root, this.#empty);
      this.#details.hidden = view === "table";
      // The tree has boxes to move the focus to; a long table is scrolled itself.
      if (view === "table") this.#stage.tabIndex = 0;
      else this.#stage.removeAttribute("tabindex");
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

declare global {
  interface HTMLElementTagNameMap {
    "process-tree": ProcessTree;
  }
}

if (!customElements.get("process-tree")) customElements.define("process-tree", ProcessTree);
