#!/usr/bin/env node
/** The `pid-one` command: what it can do, a line each. */
import { clean } from "./clean.ts";
import { serve } from "./serve.ts";

const commands: Record<string, { run: (args: string[]) => Promise<number>; what: string }> = {
  serve: { run: serve, what: "serve the course and its labs (serve --help lists all settings)" },
  clean: { run: clean, what: "remove what killed servers left behind: containers, cgroups, mounts, folders" },
};

const usage = `Usage: pid-one COMMAND

${Object.entries(commands)
  .map(([name, { what }]) => `  ${name.padEnd(8)} ${what}`)
  .join("\n")}
`;

const [name, ...args] = process.argv.slice(2);
const command = name === undefined ? undefined : commands[name];
if (command) process.exitCode = await command.run(args);
else if (name === "--help" || name === "-h") process.stdout.write(usage);
else {
  process.stderr.write(name === undefined ? usage : `pid-one: there is no command "${name}"\n\n${usage}`);
  process.exitCode = 2;
}
