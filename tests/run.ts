/**
 * All checks: first what only reads the code, on all processors at once; then what runs it, one after the other.
 * `--fast`: those that need nothing but Node. Run by npm test and npm run check.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";

interface Check {
  name: string;
  command: string[];
  fast: boolean;
}

const cFaults = "warning,performance,portability";
const cFiles = globSync("src/**/*.c");

/** The longest first. */
const reading: Check[] = [
  {
    name: "types of pages and elements",
    command: ["astro", "check", "--minimumFailingSeverity", "warning"],
    fast: true,
  },
  { name: "the C code, along each path", command: ["node", "tests/analyze-c.ts"], fast: false },
  { name: "format and lint", command: ["biome", "ci", "."], fast: true },
  { name: "types of server and command line", command: ["tsc", "--noEmit", "-p", "src/server"], fast: true },
  { name: "types of the init", command: ["tsc", "--noEmit", "-p", "src/init"], fast: true },
  { name: "types of the init's tests", command: ["tsc", "--noEmit", "-p", "tests/init"], fast: true },
  { name: "import rules", command: ["depcruise", "--config", ".dependency-cruiser.mjs", "src", "tests"], fast: true },
  { name: "the course's text", command: ["node", "src/cli/pid-one.ts", "validate", "--strict"], fast: true },
  {
    name: "the C code",
    command: ["cppcheck", "--quiet", "--error-exitcode=1", "--std=c11", `--enable=${cFaults}`, ...cFiles],
    fast: false,
  },
  { name: "page weight", command: ["size-limit"], fast: false },
];

const running: Check[] = [
  { name: "unit tests", command: ["vitest", "run", "--project", "unit"], fast: true },
  {
    name: "slides fit their frames",
    command: ["node", "src/cli/pid-one.ts", "validate", "--strict", "--layout"],
    fast: false,
  },
  {
    name: "real containers, real server",
    command: ["vitest", "run", ...["init", "system", "observer"].flatMap((project) => ["--project", project])],
    fast: false,
  },
  { name: "real browser", command: ["playwright", "test"], fast: false },
];

const failed: { name: string; end: string }[] = [];
const isWanted = ({ fast }: Check) => fast || !process.argv.includes("--fast");
const waiting = reading.filter(isWanted).values();
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const check of waiting) await run(check, "whole");
  }),
);
const later = running.filter(isWanted);
for (const check of later) await run(check, "as it comes");

// What a check found stands at its end. Said again, it is not far above among the output of those that passed.
for (const { name, end } of failed) console.log(`\n━━ ${name}: the end of what it said\n${end}`);
const checks = reading.filter(isWanted).length + later.length;
console.log(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.map(({ name }) => name).join(", ")}`);
console.log(`checks: ${checks - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs it, and shows what it says: while it says it, or in one piece, where others run beside it. Its last 60 lines are kept if it fails. */
async function run({ name, command }: Check, shown: "as it comes" | "whole"): Promise<void> {
  const [program = "", ...args] = command;
  const started = Date.now();
  console.log(`\n━━ ${name}: ${command.join(" ")}`);
  // node_modules/.bin is first on the path; what is not there is Debian's.
  const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) };
  const child = spawn(program, args, { env, stdio: ["inherit", "pipe", "pipe"] });
  let all = "";
  const say = (text: string) => {
    all += text;
    if (shown === "as it comes") process.stdout.write(text);
  };
  child.stdout.setEncoding("utf8").on("data", say);
  child.stderr.setEncoding("utf8").on("data", say);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.once("error", ({ message }) => say(`${message}\n`));
  const passed = (await ended) === 0;
  if (shown === "whole") process.stdout.write(all);
  if (!passed) failed.push({ name, end: all.split("\n").slice(-60).join("\n").trimEnd() });
  console.log(`━━ ${name}: ${passed ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
}
