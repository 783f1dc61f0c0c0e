import { expect, test } from "vitest";
import type { Script } from "../../src/course/scripts.ts";
import { digestOf, type Run, readVerified, verifiedOf } from "../../src/course/verified.ts";

function script(file: string, text: string, lab = "zombies"): Script {
  return { file, steps: [{ kind: "bash", text, lab, isHidden: false, place: { file, line: 1, column: 1 } }] };
}

function run(of: Script, date: string): Run {
  return { digest: digestOf(of), steps: of.steps.length, date, runtime: "runc 1.1.5", kernel: "6.18.1" };
}

const [a, b] = [script("a.md", "ps"), script("b.md", "ls")];

test("of several texts the date of the one whose run is the longest ago", () => {
  const record = { "a.md": run(a, "2030-02-01"), "b.md": run(b, "2030-01-01") };
  expect(verifiedOf([a, b], record, ".")).toEqual({
    date: "2030-01-01",
    steps: 2,
    runtimes: ["runc 1.1.5, Linux 6.18.1"],
  });
});

test("nothing is said of a text that has changed, was never run, or has nothing to run", () => {
  expect(verifiedOf([script("a.md", "ps -e")], { "a.md": run(a, "2030-01-01") }, ".")).toBeUndefined();
  expect(verifiedOf([script("a.md", "ps", "other")], { "a.md": run(a, "2030-01-01") }, ".")).toBeUndefined();
  expect(verifiedOf([a, b], { "a.md": run(a, "2030-01-01") }, ".")).toBeUndefined();
  expect(verifiedOf([], {}, ".")).toBeUndefined();
});

test("a course without a record, and the course's own", async () => {
  expect(await readVerified("tests")).toEqual({});
  expect(Object.keys(await readVerified("."))).toContain("slides/init-systems/orphans-and-zombies.md");
});
