/** All checks, in the order in which they are cheap. `--fast`: those that need nothing but Node. Run by npm test and npm run check. */
import { spawnSync } from "node:child_process";
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
  { name: "real containers, real server", command: ["vitest", "run", "--project", "system"], fast: false },
  { name: "real browser", command: ["playwright", "test"], fast: false },
];

const wanted = checks.filter(({ fast }) => fast || !process.argv.includes("--fast"));
const failed: string[] = [];
for (const { name, command } of wanted) {
  console.log(`\n━━ ${name}: ${command.join(" ")}`);
  const started = Date.now();
  const [program = "", ...args] = command;
  // node_modules/.bin is first on the path; what is not there is Debian's.
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status !== 0) failed.push(name);
  console.log(`━━ ${name}: ${status === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
}
console.log(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.join(", ")}`);
console.log(`checks: ${wanted.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
