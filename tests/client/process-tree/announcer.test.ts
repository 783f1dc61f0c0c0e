import "../../../src/words/en/speak.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Announcer, announcement } from "../../../src/client/process-tree/announcer.ts";
import type { ProcessEvent } from "../../../src/protocol/processes.ts";
import { names } from "./sample.ts";

const at = 0;
const zombie = (pid: number): ProcessEvent => ({ at, kind: "zombie", pid, ppid: 7 });
const reaped = (pid: number, orphan = false): ProcessEvent => ({ at, kind: "reaped", pid, by: orphan ? 1 : 7, orphan });
const orphaned = (pid: number): ProcessEvent => ({ at, kind: "orphaned", pid, from: 41, to: 1 });

function said(events: ProcessEvent[], zombies = new Set<number>()): string {
  return announcement(events, zombies, names);
}

describe("what is said", () => {
  test("a zombie, an orphan, and the orphan's end", () => {
    expect(said([zombie(42)])).toBe("42 sleep became a zombie");
    expect(said([orphaned(43)])).toBe("43 sleep was orphaned, adopted by PID 1");
    expect(said([reaped(43, true)])).toBe("43 sleep was reaped by PID 1");
  });

  test("the end of a zombie that was spoken of", () => {
    const zombies = new Set<number>();
    said([zombie(42)], zombies);
    expect(said([reaped(42)], zombies)).toBe("42 sleep was reaped by PID 7");
    expect(zombies.size).toBe(0);
  });

  test("nothing of a command that a shell runs and waits for", () => {
    const forked: ProcessEvent = { at, kind: "forked", pid: 50, ppid: 7 };
    expect(said([forked, { at, kind: "exited", pid: 50 }, zombie(50), reaped(50)])).toBe("");
  });

  test("a burst is counted", () => {
    const burst = Array.from({ length: 60 }, (_, index) => zombie(100 + index));
    expect(said(burst)).toBe("60 processes became zombies");
    expect(said([1, 2, 3].map((pid) => orphaned(pid)))).toBe("3 processes were orphaned, adopted by PID 1");
    expect(said([1, 2, 3].map((pid) => reaped(pid, true)))).toBe("3 processes were reaped by PID 1");
  });

  test("who did it is left out where it was not one alone", () => {
    expect(said([reaped(1, true), reaped(2, true), { at, kind: "reaped", pid: 3, by: 9, orphan: true }])).toBe(
      "3 processes were reaped",
    );
  });
});

describe("when", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test("what comes together is said together, also in a stream that never ends", () => {
    const words: string[] = [];
    const announcer = new Announcer((said) => words.push(said), names);
    for (let pid = 100; pid < 130; pid += 1) {
      announcer.hear(zombie(pid));
      vi.advanceTimersByTime(100);
    }
    expect(words).toEqual(["12 processes became zombies", "12 processes became zombies"]);
  });

  test("nothing is said of a sandbox that is gone", () => {
    const words: string[] = [];
    const announcer = new Announcer((said) => words.push(said), names);
    announcer.hear(zombie(42));
    announcer.reset();
    vi.advanceTimersByTime(10_000);
    expect(words).toEqual([]);
  });
});
