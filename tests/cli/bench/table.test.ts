import { expect, test } from "vitest";
import { table } from "../../../src/cli/bench/table.ts";

test("each row has a column for ours and each peer, and a line that says what it is held to", () => {
  const rows = [
    { what: "file", unit: "bytes", ours: 15000, peers: { tini: 27792 }, bar: "at most 20000", holds: true },
    { what: "start", unit: "µs", ours: 700.5, peers: { tini: 1300, crun: 1 }, bar: "at most tini", holds: false },
    { what: "end", unit: "ms", ours: 1, peers: {}, bar: "for orientation", holds: null },
  ] as const;
  expect(table(rows)).toBe(
    [
      "              ours   tini  crun",
      "file, bytes  15000  27792     -",
      "start, µs    700.5   1300     1",
      "end, ms          1      -     -",
      "",
      "file: at most 20000 - holds",
      "start: at most tini - DOES NOT HOLD",
      "end: for orientation - not compared",
    ].join("\n"),
  );
});
