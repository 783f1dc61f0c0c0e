/** The same processes as a table, for reading, comparing and copying. */
import type { Process } from "../../protocol/processes.ts";
import { h, setText } from "../dom.ts";
import { type Adoption, exitWords, stateWord } from "./words.ts";

const columns = ["PID", "Parent", "Command", "State", "Exit"] as const;

export class ProcessTable {
  readonly #body = h("tbody");
  readonly root = h(
    "table",
    { class: "pid-table" },
    h("caption", { class: "pid-hidden" }, "Processes of the sandbox"),
    h("thead", {}, h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)))),
    this.#body,
  );
  readonly #rows = new Map<number, HTMLTableRowElement>();

  show(list: readonly Process[], adoption: (pid: number) => Adoption | null): void {
    const pids = new Set(list.map(({ pid }) => pid));
    for (const [pid, row] of this.#rows) {
      if (pids.has(pid)) continue;
      row.remove();
      this.#rows.delete(pid);
    }
    for (const [at, process] of list.entries()) {
      const row = this.#rows.get(process.pid) ?? this.#newRow(process.pid);
      row.dataset.state = process.state;
      for (const [column, text] of cells(process, adoption(process.pid)).entries()) {
        const cell = row.cells[column];
        if (cell) setText(cell, text);
      }
      if (this.#body.rows[at] !== row) this.#body.insertBefore(row, this.#body.rows[at] ?? null);
    }
  }

  #newRow(pid: number): HTMLTableRowElement {
    const row = h("tr", {}, h("th", { scope: "row" }), ...columns.slice(1).map(() => h("td")));
    row.dataset.pid = String(pid);
    this.#rows.set(pid, row);
    return row;
  }
}

function cells({ pid, ppid, command, state, exit }: Process, adoption: Adoption | null): string[] {
  return [
    String(pid),
    adoption?.from == null ? String(ppid) : `${ppid} (was ${adoption.from})`,
    command,
    `${state} ${stateWord(state)}`,
    exit ? exitWords(exit) : "",
  ];
}
