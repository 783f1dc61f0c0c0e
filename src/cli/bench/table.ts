/** The rows of a measurement for a person to read. */
import type { BenchRow } from "./bench.ts";

/** A line for each row, with a column for ours and for each peer that any row has; then what each row is held to. */
export function table(rows: readonly BenchRow[]): string {
  const peers = [...new Set(rows.flatMap((row) => Object.keys(row.peers)))];
  const figures = rows.map((row) => [
    `${row.what}, ${row.unit}`,
    `${row.ours}`,
    ...peers.map((peer) => `${row.peers[peer] ?? "-"}`),
  ]);
  const lines = [["", "ours", ...peers], ...figures];
  const widths = ["", "ours", ...peers].map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  const cell = (text: string, at: number) => (at === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[at] ?? 0));
  const bars = rows.map((row) => `${row.what}: ${row.bar} - ${verdict(row)}`);
  return [...lines.map((cells) => cells.map(cell).join("  ").trimEnd()), "", ...bars].join("\n");
}

function verdict({ holds }: BenchRow): string {
  if (holds === null) return "not compared";
  return holds ? "holds" : "DOES NOT HOLD";
}
