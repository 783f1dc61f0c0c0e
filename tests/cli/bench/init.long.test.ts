/** The whole measurement, for its form: whether the bars hold is no matter here. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { BenchRow } from "../../../src/cli/bench/bench.ts";
import { findPeers } from "../../../src/cli/bench/init-peers.ts";

const command = fileURLToPath(new URL("../../../src/cli/pid-one.ts", import.meta.url));

test("bench init --json ends in one object: each row has ours and each peer that is installed", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [command, "bench", "init", "--json"]);
  const { name, machine, rows } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as {
    name: string;
    machine: string;
    rows: BenchRow[];
  };
  expect(name).toBe("init");
  expect(machine).toMatch(/Node v/);
  expect(rows.map(({ unit }) => unit)).toEqual(["bytes", "kB", "kB", "µs", "µs", "µs", "wake-ups", "µs"]);
  const peers = findPeers().found.map((peer) => peer.name);
  for (const row of rows) {
    expect(row.ours, row.what).toBeGreaterThan(0);
    // With --kernel-reap, ours without it is one of the peers.
    const others = row.what.includes("--kernel-reap") ? ["ours", ...peers] : peers;
    expect(Object.keys(row.peers), row.what).toEqual(others);
    for (const value of Object.values(row.peers)) expect(value, row.what).toBeGreaterThan(0);
  }
}, 170_000);
