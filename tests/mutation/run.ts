/**
 * Mutation tests of the init's policy: StrykerJS changes src/init in one place at a time (a mutant), and runs the unit
 * tests on each. A mutant that they pass has survived: it is a hole in the tests, or explained.ts says why none can fail.
 * Exits with 1 if fewer than 90 % are killed, a survivor is not explained, or an explained one does not survive.
 */
import { readFile, rm } from "node:fs/promises";
import { relative } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { explained } from "./explained.ts";

const KILLED_MIN_PERCENT = 90;
const COPY = "test-results/mutation";

type Result = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

// What an interrupted run left.
await rm(COPY, { recursive: true, force: true });
const results = await new Stryker({
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "tests/mutation/vitest.config.ts", related: false },
  mutate: ["src/init/*.ts", "!src/init/kernel.ts", "!src/init/ambient.d.ts"],
  ignorePatterns: ["/*", "!/src", "!/tests", "!/package.json", "!/tsconfig.json"],
  tempDirName: COPY,
  cleanTempDir: "always",
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 2500,
  reporters: ["progress-append-only", "clear-text"],
  clearTextReporter: { reportMutants: false, reportTests: false, logTests: false },
}).runMutationTest();

// What makes a loop endless runs into the time limit, and so is found out, too.
const killed = results.filter(({ status }) => status === "Killed" || status === "Timeout");
const survivors = await Promise.all(results.filter((result) => !killed.includes(result)).map(inSource));
const percent = (100 * killed.length) / results.length;

console.log(`\n${survivors.length} of ${results.length} mutants survived:`);
let unexplained = 0;
for (const { file, line, was, becomes } of survivors) {
  const why = explained.find(
    (entry) => entry.file === file && entry.was === was && entry.becomes.includes(becomes),
  )?.why;
  if (why === undefined) unexplained++;
  console.log(`src/init/${file}:${line}: ${was}\n    becomes: ${becomes}\n    ${why ?? "NOT EXPLAINED"}`);
}

// A time limit that a busy machine exceeded says nothing.
const maybeAlive = await Promise.all(results.filter(({ status }) => status !== "Killed").map(inSource));
const stale = explained.flatMap((entry) =>
  entry.becomes
    .filter((becomes) => !maybeAlive.some((m) => m.file === entry.file && m.was === entry.was && m.becomes === becomes))
    .map((becomes) => `${entry.file}: ${becomes}`),
);

console.log(`\n${percent.toFixed(1)} % are killed (at least ${KILLED_MIN_PERCENT} % must be)`);
console.log(`${unexplained} survivors are not explained: write a test that fails, or say in explained.ts why none can`);
console.log(`${stale.length} of explained.ts are no survivors${stale.map((line) => `\n    ${line}`).join("")}`);
process.exitCode = percent < KILLED_MIN_PERCENT || unexplained > 0 || stale.length > 0 ? 1 : 0;

/** A mutant as a person reads it: its place, and the lines there before and after, with single blanks. */
async function inSource({ fileName, location: { start, end }, replacement }: Result) {
  const lines = (await readFile(fileName, "utf8")).split("\n").slice(start.line - 1, end.line);
  const before = lines[0]?.slice(0, start.column - 1) ?? "";
  const after = lines.at(-1)?.slice(end.column - 1) ?? "";
  const plain = (text: string) => text.replace(/\s+/g, " ").trim();
  return {
    file: relative("src/init", fileName),
    line: start.line,
    was: plain(lines.join("\n")),
    becomes: plain(before + replacement + after),
  };
}
