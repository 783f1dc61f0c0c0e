/** `pid-one validate [PATH]`: says what is wrong in a course's text. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { compareReadings } from "../course/compare/compare.ts";
import { type Diagnostic, formatDiagnostic } from "../course/diagnostic.ts";
import { validate as check, inOrder, type Report } from "../course/validate/validate.ts";
import { BrowserError } from "./browser/chromium.ts";

const usage = `Usage: pid-one validate [--json] [--strict] [--layout] [--compare] [PATH]

Checks the text of a course: properties, classes, macros, links and anchors, images and their alternative texts,
headings, labs, tasks and steps. PATH is a folder with slides/ and labs/ (the default: the one you are in), a folder of
manifests or of chapters, a manifest, or a chapter.

  --json     print one object: {ok, errors, warnings, decks, slides, diagnostics: [{severity, code, file, line, column, message}]}
  --strict   warnings count as errors, but for those of steps that have to be run again
  --layout   look at the built site's slides in a browser, too, and tell those that do not fit (npm run layout builds it)
  --compare  list instead where remark 0.14 with marked 0.3 reads the text otherwise

Exits with 0 if there is no error, 1 if there is one, 2 if PATH cannot be read or slides not looked at.
`;

export async function validate(args: string[]): Promise<number> {
  const options = {
    json: { type: "boolean" },
    strict: { type: "boolean" },
    layout: { type: "boolean" },
    compare: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    process.stderr.write(`pid-one validate: ${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
  const { json = false, strict = false, layout = false, compare = false, help = false } = parsed.values;
  if (compare && layout) {
    process.stderr.write("pid-one validate: --compare lists differences alone; leave --layout or --compare out\n");
    return 2;
  }
  if (help || parsed.positionals.length > 1) {
    (help ? process.stdout : process.stderr).write(usage);
    return help ? 0 : 2;
  }
  const path = parsed.positionals[0] ?? ".";
  try {
    const report = await check(path);
    const shown = layout ? await (await import("./layout/layout.ts")).checkLayout(report.decks) : [];
    const diagnostics = compare ? await differences(report) : inOrder([...report.diagnostics, ...shown]);
    const counts = countsOf(report, diagnostics);
    // Who edits a text has not always sandboxes at hand; the page tells nothing untrue meanwhile.
    const lasting = diagnostics.filter(({ code }) => code !== "steps-not-run");
    const ok = compare || (counts.errors === 0 && !(strict && lasting.length > 0));
    process.stdout.write(json ? `${JSON.stringify({ ok, ...counts, diagnostics })}\n` : asText(diagnostics, counts));
    return ok ? 0 : 1;
  } catch (error) {
    if (error instanceof BrowserError) {
      process.stderr.write(`pid-one validate: ${error.message}\n`);
      return 2;
    }
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    process.stderr.write(`pid-one validate: ${path} is not there\n`);
    return 2;
  }
}

interface Counts {
  errors: number;
  warnings: number;
  decks: number;
  slides: number;
}

function countsOf({ decks }: Report, diagnostics: readonly Diagnostic[]): Counts {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const slides = decks.reduce((sum, deck) => sum + deck.slides.length, 0);
  return { errors, warnings: diagnostics.length - errors, decks: decks.length, slides };
}

function asText(diagnostics: readonly Diagnostic[], { errors, warnings, decks, slides }: Counts): string {
  const lines = diagnostics.map(formatDiagnostic);
  lines.push(
    `${count(decks, "deck")}, ${count(slides, "slide")}: ${count(errors, "error")}, ${count(warnings, "warning")}`,
  );
  return `${lines.join("\n")}\n`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

async function differences({ decks }: Report): Promise<Diagnostic[]> {
  const files = new Set(decks.flatMap(({ chapters }) => chapters.map(({ file }) => file)));
  const found = await Promise.all(
    [...files]
      .filter((file) => !/\.ya?ml$/.test(file))
      .sort()
      .map(async (file) => compareReadings(await readFile(file, "utf8"), file)),
  );
  return found.flat();
}
