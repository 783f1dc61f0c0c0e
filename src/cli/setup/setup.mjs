/**
 * What stands before every npm command: installs and builds whatever is missing, then runs the command.
 * Plain JavaScript for any Node >= 20, without dependencies, since it runs before there are any.
 *
 *   node src/cli/setup/setup.mjs start|test|mutation|long|check|dev|layout|pdf|build|bench  [arguments]
 */
import { buildConsoleOnce, buildInitOnce, buildObserverOnce, buildRootfsOnce, buildSite } from "./artifacts.mjs";
import { makeCacheDir } from "./cache.mjs";
import { installDependencies } from "./dependencies.mjs";
import { canRunSandboxes, installPackages } from "./packages.mjs";
import { runToTheEnd } from "./processes.mjs";
import { SetupError, step } from "./progress.mjs";

const node = "node_modules/.bin/node";
const pidOne = ["src/cli/pid-one.ts"];

/** For each command: the groups of Debian packages, what is built, and what is run. */
const commands = {
  start: { packages: ["labs"], builds: ["sandbox", "site"], run: [node, ...pidOne, "serve"] },
  test: { packages: ["labs", "tests"], builds: ["sandbox", "site"], run: [node, "tests/run.ts"] },
  mutation: { packages: [], builds: [], run: [node, "tests/mutation/run.ts"] },
  long: {
    packages: ["labs", "tests"],
    builds: ["sandbox"],
    run: ["node_modules/.bin/vitest", "run", "--project", "long"],
  },
  check: { packages: [], builds: [], run: [node, "tests/run.ts", "--fast"] },
  dev: { packages: ["labs"], builds: ["sandbox"], run: [node, "src/cli/dev.ts"] },
  layout: { packages: ["browser"], builds: ["site"], run: [node, ...pidOne, "validate", "--layout"] },
  pdf: { packages: ["browser"], builds: ["site"], run: [node, ...pidOne, "pdf"] },
  build: { packages: ["labs"], builds: ["sandbox", "site"], run: null },
  bench: { packages: ["labs", "bench"], builds: ["sandbox", "site"], run: [node, ...pidOne, "bench"] },
};

async function main([name, ...args]) {
  const command = commands[name];
  if (!command)
    throw new SetupError(`there is no command "${name}". Write one of: ${Object.keys(commands).join(", ")}`);
  const withLabs = wantsLabs(name);
  // What can only be refused is refused before anything long begins.
  if (withLabs) await makeCacheDir();
  if (withLabs || !needsLabs(name)) await installPackages(command.packages);
  await installDependencies();
  if (withLabs && command.builds.includes("sandbox")) {
    await buildInitOnce();
    await buildConsoleOnce();
    await buildObserverOnce();
    await buildRootfsOnce();
  }
  if (command.builds.includes("site")) await buildSite();
  if (command.run) process.exitCode = await runToTheEnd([...command.run, ...args]);
  else step("Everything is built. npm start serves it.");
}

function needsLabs(name) {
  return commands[name].packages.includes("labs");
}

/** Without labs the text is still worth serving; the tests have nothing to test then. */
function wantsLabs(name) {
  if (!needsLabs(name)) return false;
  if (process.env.PIDONE_SANDBOX === "none" && name !== "test") {
    step("PIDONE_SANDBOX=none: leaving out what the labs need");
    return false;
  }
  const { can, why } = canRunSandboxes();
  if (can) return true;
  if (name !== "start" && name !== "dev" && name !== "build") throw new SetupError(why);
  step(`No labs on this machine: ${why}`);
  return false;
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`\n${error instanceof SetupError ? `pid-one: ${error.message}` : error.stack}\n`);
  process.exitCode = 1;
});
