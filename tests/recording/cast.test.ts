import { expect, test } from "vitest";
import { castLimits } from "../../src/recording/cast-schema.ts";
import { CastError, readCast } from "../../src/recording/read-cast.ts";
import { processesAt, type Recording } from "../../src/recording/recording.ts";
import { castLines } from "../../src/recording/write-cast.ts";
import { all, bytes, handRecorder, P } from "./sample.ts";

const header = JSON.stringify({ version: 3, term: { cols: 80, rows: 24 } });
const written = (recording: Recording): string => [...castLines(recording)].join("");
const happenings = ({ segments }: Recording) => segments.flatMap((segment) => segment.happenings);

function sampleSession() {
  const { hand, recorder } = handRecorder();
  recorder.resize(0, 80, 24);
  recorder.output(0, bytes("root@lab:~# "));
  hand.now = 1_250;
  recorder.processes(all(1_700_000_001_250, P(1, 0, "app"), P(7, 1, "bash")));
  hand.now = 2_000;
  recorder.output(3, bytes("1 of \x1b[1mtwo\x1b[0m"));
  recorder.event({ at: 1_700_000_002_000, kind: "zombie", pid: 7, ppid: 1, exit: { code: 3 } });
  recorder.processes(all(1_700_000_002_000, P(1, 0, "app"), P(7, 1, "bash", "Z")));
  recorder.mark("here");
  hand.now = 3_500;
  recorder.task({ id: "zombie", state: "done" });
  recorder.processes(all(1_700_000_003_500, P(1, 0, "app")));
  recorder.exit({ code: 0 });
  return recorder.recording;
}

test("what was recorded comes back from its file", () => {
  const recording = sampleSession();
  const read = readCast(written(recording));
  expect(read.about).toEqual(recording.about);
  expect(happenings(read)).toEqual(happenings(recording));
  expect(read.end_ms).toBe(3_500);
  expect(processesAt(read, 2_500)?.processes.list.map(({ state }) => state)).toEqual(["S", "Z"]);
});

test("that processes were sampled, and that events are missing, is kept, though the list is as before", () => {
  const { hand, recorder } = handRecorder();
  const list = all(1_000, P(1, 0, "app"));
  const told = [
    { ...list, sampled: true as const },
    { ...list, sampled: true as const, gap: true as const },
    { ...list, sampled: true as const, gap: true as const },
    list,
    { ...list, gap: true as const },
    all(1_000, P(1, 0, "app"), P(7, 1, "bash")),
  ];
  for (const [index, processes] of told.entries()) {
    hand.now = index * 1_000;
    recorder.processes(processes);
  }
  const { recording } = recorder;
  for (const kept of [recording, readCast(written(recording))]) {
    expect(told.map((_, index) => processesAt(kept, index * 1_000)?.processes)).toEqual(told);
  }
});

test("what a recording from before such fields says is what it said", () => {
  const change = { at: 1, all: true, set: [{ pid: 1, ppid: 0, state: "S", command: "app", container: "main" }] };
  const orphaned = { at: 2, kind: "orphaned", pid: 1, from: 5, to: 1 };
  const lines = [["p", change] as const, ["e", orphaned] as const].map(([code, value]) =>
    JSON.stringify([1, code, JSON.stringify(value)]),
  );
  const moment = processesAt(readCast([header, ...lines].join("\n")), 2_000);
  expect(moment?.processes).toMatchObject({ at: 1, list: change.set });
  expect(moment?.processes.sampled).toBeUndefined();
  expect(moment?.adopted).toEqual(new Map([[1, { from: 5, to: 1, why: null, guessed: false }]]));
});

test("other players find the first terminal in lines of their own kind, in seconds since the line before", () => {
  const lines = written(sampleSession())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({
    version: 3,
    term: { cols: 80, rows: 24 },
    timestamp: 1_700_000_000,
    title: "Zombies",
  });
  expect(lines.slice(1).map(([seconds, code]) => [seconds, code])).toEqual([
    [0, "r"],
    [0, "o"],
    [1.25, "p"],
    [0.75, "O"],
    [0, "e"],
    [0, "p"],
    [0, "m"],
    [1.5, "t"],
    [0, "p"],
    [0, "x"],
  ]);
  expect(lines[2][2]).toBe("root@lab:~# ");
});

test.each([
  ["SIGKILL", "137"],
  ["SIGTERM", "143"],
  ["SIGSYS", "159"],
  ["SIGRTMIN+3", "165"],
])("an end by a signal is kept by its name; other players get the status that a shell tells", (signal, status) => {
  const { recorder } = handRecorder();
  recorder.exit({ signal });
  const text = written(recorder.recording);
  expect(happenings(readCast(text))).toEqual([{ at_ms: 0, kind: "exit", exit: { signal } }]);
  expect(text.trim().split("\n").slice(1)).toEqual([`[0,"X","${signal}"]`, `[0,"x","${status}"]`]);
  // An end with such a code is none by a signal.
  expect(happenings(readCast(`${header}\n[0, "x", "${status}"]`))).toEqual([
    { at_ms: 0, kind: "exit", exit: { code: Number(status) } },
  ]);
});

test("a recording of asciinema's is opened, and what is not known of it left out", () => {
  const read = readCast(
    `${header}\n# comment\n[0.5, "o", "hello\\r\\n"]\n[1, "?", "whatever"]\n[0.25, "r", "90x30"]\n\n`,
  );
  expect(happenings(read)).toEqual([
    { at_ms: 500, kind: "output", terminal: 0, text: "hello\r\n" },
    { at_ms: 1_750, kind: "resize", terminal: 0, cols: 90, rows: 30 },
  ]);
});

test.each([
  ["", 'Line 1: "" is not JSON; a recording begins with a line such as {"version":3,"term":{"cols":80,"rows":24}}.'],
  ["PK\x03\x04", /^Line 1: .* is not JSON/],
  ['{"version":2,"width":80,"height":24}', /^Line 1: This is asciicast version 2\. Convert it first/],
  ['{"version":3,"term":{"cols":80}}', /^Line 1: term\.rows: /],
  ['{"version":3,"term":{"cols":1e9,"rows":24}}', /^Line 1: term\.cols: /],
  [`${header}\n[0, "o"`, /^Line 2: .* is not JSON; a line is such as/],
  [`${header}\n[0, "o", "fine"]\n{}`, /^Line 3: /],
  [`${header}\n[-1, "o", ""]`, /^Line 2: 0: /],
  [`${header}\n[1e999, "o", ""]`, /^Line 2: 0: /],
  [`${header}\n[0, "r", "80x"]`, 'Line 2: "80x" is no size; one is such as "80x24", each up to 1000.'],
  [`${header}\n[0, "r", "9999x9999"]`, /^Line 2: .* is no size/],
  [`${header}\n[0, "O", "7 text"]`, "Line 2: There is no terminal 7 in the first line."],
  [`${header}\n[0, "O", "text"]`, /^Line 2: the text of a line with "O" begins with a terminal's number/],
  [`${header}\n[0, "p", "{}"]`, /^Line 2: at: /],
  [`${header}\n[0, "p", "{\\"at\\":0,\\"set\\":[{\\"pid\\":-4}]}"]`, /^Line 2: set\.0\.pid: /],
  [`${header}\n[0, "e", "{\\"at\\":1e300,\\"kind\\":\\"exited\\",\\"pid\\":1}"]`, /^Line 2: at: /],
  [`${header}\n[0, "X", "<b>"]`, "Line 2: a signal is such as SIGKILL."],
  [`${header}\n[86400, "o", ""]\n[1, "o", ""]`, /^Line 3: The recording is longer than 24 hours/],
  [`${header}\n"${"x".repeat(castLimits.line)}"`, "Line 2: The line has more than 2 million characters."],
  ["\n".repeat(castLimits.lines), "The file has more than 500000 lines, the most that can be opened."],
  ["x".repeat(castLimits.characters + 1), /^The file has more than 32 million characters/],
])("a broken or hostile file is refused with its line (%#)", (text, message) => {
  const open = () => readCast(text);
  expect(open).toThrow(CastError);
  expect(open).toThrow(message);
});
