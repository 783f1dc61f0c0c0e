import "../../../src/words/en/speak.ts";
import { expect, test } from "vitest";
import { eventWords, exitWords, processWords } from "../../../src/client/process-tree/words.ts";
import type { ProcessEvent } from "../../../src/protocol/processes.ts";
import { names, process } from "./sample.ts";

const at = 0;
test.each<[ProcessEvent, string]>([
  [{ at, kind: "forked", pid: 42, ppid: 7 }, "42 sleep appeared, child of PID 7"],
  [{ at, kind: "forked", pid: 7, ppid: 0 }, "7 appeared, child of a process outside"],
  [{ at, kind: "executed", pid: 42, command: "ls" }, "42 now runs ls"],
  [{ at, kind: "exited", pid: 42, exit: { code: 3 } }, "42 sleep exited with code 3"],
  [{ at, kind: "exited", pid: 42 }, "42 sleep exited"],
  [{ at, kind: "orphaned", pid: 43, from: 41, to: 1 }, "43 sleep was orphaned, adopted by PID 1"],
  [
    { at, kind: "orphaned", pid: 43, from: 41, to: 1, why: "init" },
    "43 sleep was orphaned, adopted by PID 1: no ancestor that lives is a subreaper",
  ],
  [
    { at, kind: "orphaned", pid: 43, from: 41, to: 7, why: "subreaper" },
    "43 sleep was orphaned, adopted by PID 7: the nearest ancestor that is a subreaper",
  ],
  [{ at, kind: "orphaned", pid: 43, to: 1, guessed: true }, "43 sleep was orphaned, adopted by PID 1, it seems"],
  [{ at, kind: "session", pid: 42 }, "42 sleep leads a session of its own, 42"],
  [{ at, kind: "uid", pid: 42, real: 0, effective: 7 }, "42 sleep runs as user 7 (its real one is 0)"],
  [{ at, kind: "gid", pid: 42, real: 5, effective: 5 }, "42 sleep runs as group 5"],
  [{ at, kind: "zombie", pid: 42, ppid: 7 }, "42 sleep became a zombie"],
  [
    { at, kind: "zombie", pid: 42, ppid: 7, exit: { signal: "SIGKILL" } },
    "42 sleep became a zombie (ended by SIGKILL)",
  ],
  [{ at, kind: "reaped", pid: 43, by: 1, orphan: true }, "43 sleep was reaped by PID 1"],
  [
    { at, kind: "reaped", pid: 43, by: 7, orphan: false, ignored: true },
    "43 sleep was reaped by the kernel, as PID 7 ignores SIGCHLD",
  ],
  [{ at, kind: "signalled", pid: 43, signal: "SIGTERM", from: 7 }, "43 sleep got SIGTERM from PID 7"],
  [{ at, kind: "signalled", pid: 43, signal: "SIGTERM", from: 0 }, "43 sleep got SIGTERM from a process outside"],
  [{ at, kind: "signalled", pid: 43, signal: "SIGTERM" }, "43 sleep got SIGTERM"],
  [{ at, kind: "signalled", pid: 43, signal: "SIGINT", kernel: true }, "43 sleep got SIGINT from the kernel"],
  [
    { at, kind: "signalled", pid: 43, signal: "SIGINT", from: 7, ignored: true },
    "43 sleep got SIGINT from PID 7, without effect",
  ],
  [
    { at, kind: "signalled", pid: 1, signal: "SIGTERM", from: 7, ignored: true },
    "1 got SIGTERM from PID 7, without effect: PID 1 gets only what it has a handler for",
  ],
])("%o", (event, words) => {
  expect(eventWords(event, names)).toBe(words);
});

test("a process in one line", () => {
  const adoption = { from: 41, to: 1, why: null, guessed: false };
  expect(processWords(process(42, 7, "sleep"), null)).toBe("sleeping, child of 7");
  expect(processWords(process(1, 0, "app", "R"), null)).toBe("running");
  expect(processWords({ ...process(42, 1, "sleep", "Z"), exit: { code: 0 } }, adoption)).toBe(
    "zombie, exited with code 0, orphan adopted by 1, its parent was 41",
  );
  expect(processWords(process(42, 1, "sleep"), { ...adoption, from: null, guessed: true })).toBe(
    "sleeping, orphan adopted by 1, it seems",
  );
});

test("how it ended", () => {
  expect(exitWords({ code: 0 })).toBe("exited with code 0");
  expect(exitWords({ signal: "SIGKILL" })).toBe("ended by SIGKILL");
});
