import "../../../src/words/en/speak.ts";
import { describe, expect, test } from "vitest";
import { differences, Tally } from "../../../src/client/compare/tally.ts";
import type { Process } from "../../../src/protocol/processes.ts";

const process = (pid: number, state: Process["state"]): Process => ({
  ...{ pid, ppid: 1, state, command: "child", container: "main" },
});

function values(left: Tally, right: Tally): string[] {
  return differences(left, right).map(
    ({ what, values, differs }) => `${what}: ${values.join(differs ? " ≠ " : " = ")}`,
  );
}

describe("what is counted", () => {
  test("of two that nothing happened in: nothing differs", () => {
    expect(values(new Tally(), new Tally())).toEqual([
      "Zombies now: 0 = 0",
      "Orphans so far: 0 = 0",
      "Orphans reaped: 0 = 0",
      "Seconds to stop: – = –",
      "How PID 1 ended: – = –",
    ]);
  });

  test("zombies of now, orphans and reaped orphans of all its life; another child's reaping does not count", () => {
    const [left, right] = [new Tally(), new Tally()];
    for (const tally of [left, right]) tally.see({ at: 0, pid: 7, kind: "orphaned", from: 5, to: 1 });
    left.see({ list: [process(1, "S"), process(7, "Z")] });
    right.see({ at: 1, pid: 7, kind: "reaped", by: 1, orphan: true });
    right.see({ at: 1, pid: 9, kind: "reaped", by: 1, orphan: false });
    right.see({ list: [process(1, "S")] });
    expect(values(left, right).slice(0, 3)).toEqual([
      "Zombies now: 1 ≠ 0",
      "Orphans so far: 1 = 1",
      "Orphans reaped: 0 ≠ 1",
    ]);
  });

  test("the time from the signal to the end, and how that was", () => {
    const [left, right] = [new Tally(), new Tally()];
    for (const tally of [left, right]) tally.stopping(1_000);
    right.ended({ code: 143 }, 1_040);
    expect(values(left, right).slice(3)).toEqual(["Seconds to stop: – = 0.0", "How PID 1 ended: – = exit code 143"]);
    left.ended({ signal: "SIGKILL" }, 11_020);
    expect(values(left, right).slice(3)).toEqual([
      "Seconds to stop: 10.0 ≠ 0.0",
      "How PID 1 ended: killed by SIGKILL ≠ exit code 143",
    ]);
  });

  test("a lab that ended by itself did not take any time to stop", () => {
    const tally = new Tally();
    tally.ended(null, 500);
    expect(values(tally, new Tally()).slice(3)).toEqual(["Seconds to stop: – = –", "How PID 1 ended: – = –"]);
  });
});
