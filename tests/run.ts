/** All checks, in the order in which they are cheap. `--fast`: those that need nothing but Node. Run by npm test and npm run check. */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";

interface Check {
  name: string;
  command: string[];
  fast: boolean;
}

const cFaults = "warning,performance,portability";
const cFiles = globSync("src/**/*.c");

const checks: Check[] = [
  { name: "format and lint", command: ["biome", "ci", "."], fast: true },
  { name: "types of server and command line", command: ["tsc", "--noEmit", "-p", "src/server"], fast: true },
  { name: "types of the init", command: ["tsc", "--noEmit", "-p", "src/init"], fast: true },
  { name: "types of the init's tests", command: ["tsc", "--noEmit", "-p", "tests/init"], fast: true },
  {
    name: "types of pages and elements",
    command: ["astro", "check", "--minimumFailingSeverity", "warning"],
    fast: true,
  },
  { name: "import rules", command: ["depcruise", "--config", ".dependency-cruiser.mjs", "src", "tests"], fast: true },
  { name: "the course's text", command: ["node", "src/cli/pid-one.ts", "validate", "--strict"], fast: true },
  { name: "unit tests", command: ["vitest", "run", "--project", "unit"], fast: true },
  {
    name: "the C code",
    command: ["cppcheck", "--quiet", "--error-exitcode=1", "--std=c11", `--enable=${cFaults}`, ...cFiles],
    fast: false,
  },
  { name: "the C code, along each path", command: ["node", "tests/analyze-c.ts"], fast: false },
  { name: "page weight", command: ["size-limit"], fast: false },
  {
    name: "slides fit their frames",
    command: ["node", "src/cli/pid-one.ts", "validate", "--strict", "--layout"],
    fast: false,
  },
  {
    name: "real containers, real server",
    command: ["vitest", "run", "--project", "init", "--project", "system"],
    fast: false,
  },
  { name: "real browser", command: ["playwright", "test"], fast: false },
];

const wanted = checks.filter(({ fast }) => fast || !process.argv.includes("--fast"));
const failed: { name: string; end: string }[] = [];
for (const { name, command } of wanted) {
  console.log(`\n━━ ${name}: ${command.join(" ")}`);
  const started = Date.now();
  const { passed, end } = await run(command);
  if (!passed) failed.push({ name, end });
  console.log(`━━ ${name}: ${passed ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
}
// What a check found stands at its end. Said again, it is not far above among the output of those that passed.
for (const { name, end } of failed) console.log(`\n━━ ${name}: the end of what it said\n${end}`);
console.log(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.map(({ name }) => name).join(", ")}`);
console.log(`checks: ${wanted.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs it, shows what it says while it says it, and gives its last 60 lines. */
async function run([program = "", ...args]: string[]): Promise<{ passed: boolean; end: string }> {
  // node_modules/.bin is first on the path; what is not there is Debian's.
  const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) };
  const child = spawn(program, args, { env, stdio: ["inherit", "pipe", "pipe"] });
  let end = "";
  const say = (text: string) => {
    process.stdout.write(text);
    end = `${end}${text}`.split("\n").slice(-60).join("\n");
  };
  child.stdout.setEncoding("utf8").on("data", say);
  child.stderr.setEncoding("utf8").on("data", say);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.once("error", ({ message }) => say(`${message}\n`));
  return { passed: (await ended) === 0, end: end.trimEnd() };
}
