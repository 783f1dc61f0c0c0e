/** A lab is recorded from its solution: what a player of the file shows is what the kernel did. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readCast } from "../../../src/recording/read-cast.ts";
import { processesAt } from "../../../src/recording/recording.ts";
import { makeStateDir } from "../../server/state-dir.ts";

test("the recording of a lab has its tasks done, zombies, an adoption and who reaped", {
  timeout: 180_000,
}, async () => {
  const dir = await mkdtemp(join(tmpdir(), "record-"));
  const state = await makeStateDir();
  try {
    const file = join(dir, "zombies.cast");
    await promisify(execFile)(process.execPath, ["src/cli/pid-one.ts", "record", "zombies", "--to", file], {
      env: { ...process.env, PIDONE_STATE: state },
    });
    const recording = readCast(await readFile(file, "utf8"));
    const all = recording.segments.flatMap(({ happenings }) => happenings);
    expect(recording.about).toMatchObject({ lab: "zombies", initName: null, size: { cols: 80, rows: 24 } });
    const done = all.flatMap((one) => (one.kind === "task" && one.task.state === "done" ? [one.task.id] : []));
    expect(new Set(done)).toEqual(new Set(["zombie", "adopted", "waited", "reaped"]));
    const shown = all.map((one) => (one.kind === "output" ? one.text : "")).join("");
    expect(shown).toContain("make-zombies");
    const zombie = all.find((one) => one.kind === "event" && one.event.kind === "zombie");
    const listed = all.filter(({ kind, at_ms }) => kind === "processes" && at_ms >= (zombie?.at_ms ?? 0));
    expect(listed.flatMap(({ at_ms }) => processesAt(recording, at_ms)?.processes.list ?? [])).toContainEqual(
      expect.objectContaining({ state: "Z" }),
    );
    expect(all).toContainEqual(
      expect.objectContaining({ event: expect.objectContaining({ kind: "reaped", by: 1, orphan: true }) }),
    );
    // Begun anew with another PID 1: nobody of the old sandbox is left.
    expect(processesAt(recording, recording.end_ms)?.processes.list[0]).toMatchObject({ pid: 1, command: "pid-one" });
  } finally {
    for (const made of [dir, state]) await rm(made, { recursive: true });
  }
});

test.each([
  [["no-such"], /there is no lab "no-such"; labs are .*zombies/],
  [["zombie-hunt", "--cause", "bug"], /no cause "bug"; its causes are forgets, frozen/],
])("what is not there is told, with what is (%#)", async (asked, told) => {
  const run = promisify(execFile)(process.execPath, ["src/cli/pid-one.ts", "record", ...asked]);
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(told) });
});
