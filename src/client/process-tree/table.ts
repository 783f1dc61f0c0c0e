/** The same processes as a table, for reading, sorting, comparing and copying. */
import type { Adoption, Process } from "../../protocol/processes.ts";
import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";
import { containerOf, exitWords } from "./words.ts";

type Known = (pid: number) => Adoption | null;

interface Column {
  name: string;
  text(process: Process, adoption: Adoption | null): string;
  /** What it is sorted by. */
  value(process: Process): number | string;
}

const { table, states } = words.tree;
const columns: readonly Column[] = [
  { name: table.pid, text: ({ pid }) => String(pid), value: ({ pid }) => pid },
  {
    name: table.parent,
    text: ({ ppid }, adoption) => (adoption?.from == null ? String(ppid) : table.was(ppid, adoption.from)),
    value: ({ ppid }) => ppid,
  },
  { name: table.command, text: ({ command }) => command, value: ({ command }) => command },
  { name: table.state, text: ({ state }) => `${state} ${states[state]}`, value: ({ state }) => states[state] },
  { name: table.exit, text: (process) => exitText(process), value: (process) => exitText(process) },
  { name: table.container, text: (process) => containerOf(process), value: (process) => containerOf(process) },
];

export class ProcessTable {
  readonly #body = h("tbody");
  readonly root: HTMLTableElement;
  readonly #rows = new Map<number, HTMLTableRowElement>();
  readonly #heads: HTMLTableCellElement[];
  #by = columns[0];
  #isDescending = false;

  /** @param changed another order is wanted */
  constructor(changed: () => void) {
    this.#heads = columns.map((column) => this.#head(column, changed));
    this.root = h(
      "table",
      { class: "pid-table" },
      h("caption", { class: "pid-hidden" }, table.caption),
      h("thead", {}, h("tr", {}, ...this.#heads)),
      this.#body,
    );
    this.#showOrder();
  }

  show(list: readonly Process[], adoption: Known): void {
    this.root.toggleAttribute(
      "data-several",
      list.some((process) => containerOf(process) !== ""),
    );
    const pids = new Set(list.map(({ pid }) => pid));
    for (const [pid, row] of this.#rows) {
      if (pids.has(pid)) continue;
      row.remove();
      this.#rows.delete(pid);
    }
    for (const [at, process] of this.#sorted(list).entries()) {
      const row = this.#rows.get(process.pid) ?? this.#newRow(process.pid);
      row.dataset.state = process.state;
      for (const [index, column] of columns.entries()) {
        const cell = row.cells[index];
        if (cell) setText(cell, column.text(process, adoption(process.pid)));
      }
      if (this.#body.rows[at] !== row) this.#body.insertBefore(row, this.#body.rows[at] ?? null);
    }
  }

  /** Marks one row. */
  point(pid: number | null): void {
    for (const [other, row] of this.#rows) row.toggleAttribute("data-pointed", other === pid);
  }

  /** Of equals the older one stands first, whatever the order. */
  #sorted(list: readonly Process[]): Process[] {
    const value = this.#by?.value ?? (({ pid }) => pid);
    const way = this.#isDescending ? -1 : 1;
    return [...list].sort((a, b) => way * compare(value(a), value(b)) || a.pid - b.pid);
  }

  #head(column: Column, changed: () => void): HTMLTableCellElement {
    const button = h("button", { type: "button" }, column.name);
    button.addEventListener("click", () => {
      this.#isDescending = this.#by === column && !this.#isDescending;
      this.#by = column;
      this.#showOrder();
      changed();
    });
    return h("th", { scope: "col" }, button);
  }

  #showOrder(): void {
    for (const [index, column] of columns.entries()) {
      if (column === this.#by)
        this.#heads[index]?.setAttribute("aria-sort", this.#isDescending ? "descending" : "ascending");
      else this.#heads[index]?.removeAttribute("aria-sort");
    }
  }

  #newRow(pid: number): HTMLTableRowElement {
    const row = h("tr", {}, h("th", { scope: "row" }), ...columns.slice(1).map(() => h("td")));
    row.dataset.pid = String(pid);
    this.#rows.set(pid, row);
    return row;
  }
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return a === b ? 0 : a < b ? -1 : 1;
}

function exitText({ exit }: Process): string {
  return exit ? exitWords(exit) : "";
}
