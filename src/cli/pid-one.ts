#!/usr/bin/env node
/** The `pid-one` command: what it can do, a line each. Each part is loaded only when it is asked for. */
const commands: Record<string, { run: (args: string[]) => Promise<number>; what: string }> = {
  serve: {
    what: "serve the course and its labs (serve --help lists all settings)",
    run: async (args) => (await import("./serve.ts")).serve(args),
  },
  validate: {
    what: "check the text of the course: validate [--json] [--strict] [--layout] [--compare] [PATH]",
    run: async (args) => (await import("./validate.ts")).validate(args),
  },
  pdf: {
    what: "print slides and handouts into dist/pdf: pdf [DECK ...]",
    run: async (args) => (await import("./pdf/pdf.ts")).pdf(args),
  },
  sources: {
    what: "write docs/sources.md: what bears out each slide of the course's chapter",
    run: async (args) => (await import("./sources.ts")).sources(args),
  },
  solve: {
    what: "do in real sandboxes what the text tells its readers to do: solve [LAB|CHAPTER.md|DECK.yml ...]",
    run: async (args) => (await import("./solve/solve.ts")).solve(args),
  },
  record: {
    what: "solve a lab's tasks and write down what it shows, for pages where no lab runs: record LAB",
    run: async (args) => (await import("./record/record.ts")).record(args),
  },
  new: {
    what: "start a chapter or a lab: new chapter|lab NAME",
    run: async (args) => (await import("./new/new.ts")).create(args),
  },
  import: {
    what: "copy a folder of container.training's chapters into slides/: import DIR [--into NAME]",
    run: async (args) => (await import("./import/import.ts")).importChapters(args),
  },
  bench: {
    what: "measure it beside its peers: bench start|echo|pages|… [--json]",
    run: async (args) => (await import("./bench/bench.ts")).bench(args),
  },
  image: {
    what: "make the labs' images in Docker or Podman: image build",
    run: async (args) => (await import("./image/image.ts")).image(args),
  },
  clean: {
    what: "remove what killed servers left behind: containers, cgroups, mounts, folders",
    run: async (args) => (await import("./clean.ts")).clean(args),
  },
};

export {}; // Makes it a module, which may await.

const usage = `Usage: pid-one COMMAND

${Object.entries(commands)
  .map(([name, { what }]) => `  ${name.padEnd(8)} ${what}`)
  .join("\n")}
`;

const [name, ...args] = process.argv.slice(2);
const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) process.exitCode = await command.run(args);
else if (name === "--help" || name === "-h") process.stdout.write(usage);
else {
  process.stderr.write(name === undefined ? usage : `pid-one: there is no command "${name}"\n\n${usage}`);
  process.exitCode = 2;
}
