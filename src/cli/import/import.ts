/** `pid-one import DIR`: copies a folder of container.training's chapters, and says what reads differently or is missing. */
import { mkdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { compareReadings } from "../../course/compare/compare.ts";
import { type Diagnostic, formatDiagnostic } from "../../course/diagnostic.ts";
import { validate } from "../../course/validate/validate.ts";
import { type Plan, planImport } from "./plan.ts";
import { Reader, readFolder } from "./source.ts";

const usage = `Usage: pid-one import DIR [--into NAME] [--json]

Copies the chapters of DIR, its manifests, and the images and files that they show or include, into slides/. DIR is such a
folder of slides, or a repository that has them in slides/. Links that lead out of DIR are not followed, and nothing that
is there is written over: if a file is, nothing is copied. Then it says what is missing or reads differently than in remark.

  --into NAME  put all of it into slides/NAME/; manifests become slides/NAME-….yml. Without a manifest one is written
  --json       print one object: {copied: {manifests, chapters, images, included}, skipped, missing, diagnostics, differences}

Exits with 0 if it is copied, 1 if it is not, 2 if the call is wrong.
`;

const options = {
  into: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export async function importChapters(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [dir, ...more] = positionals;
    if (values.help || dir === undefined || more.length > 0) {
      (values.help ? process.stdout : process.stderr).write(usage);
      return values.help ? 0 : 2;
    }
    if (values.into !== undefined && !/^[a-z0-9][\w-]{0,59}$/i.test(values.into)) {
      return refuse(`"${values.into}" cannot be a folder's name: write letters, digits and dashes`, 2);
    }
    return await copy(dir, values.into, values.json ?? false);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof TypeError && "code" in error) return refuse(`${error.message}\n\n${usage}`, 2);
    return refuse("code" in error && error.code === "ENOENT" ? `${args[0]} is not there` : error.message);
  }
}

async function copy(dir: string, into: string | undefined, json: boolean): Promise<number> {
  const source = await readFolder(dir);
  const slides = [...source.files].some((path) => /^slides\/[^/]+\.ya?ml$/.test(path)) ? "slides" : "";
  const plan = await planImport(source, new Reader(source), { slides, into });
  if (plan.chapters.length === 0) return refuse(`${dir} has no chapters: files that end in .md`);
  const conflicts = await write(plan);
  if (conflicts.length > 0) {
    const some = conflicts.slice(0, 10).join(", ");
    return refuse(
      `${some}${conflicts.length > 10 ? ", …" : ""} is there already, so nothing is copied; write --into NAME`,
    );
  }
  const told = await look(plan);
  const { missing } = plan;
  const copied = {
    manifests: plan.manifests.length,
    chapters: plan.chapters.length,
    images: plan.images,
    included: plan.included,
  };
  if (json) process.stdout.write(`${JSON.stringify({ copied, skipped: source.skipped, missing, ...told })}\n`);
  else process.stdout.write(report({ copied, skipped: source.skipped, missing, ...told }));
  return 0;
}

/** All, or nothing: gives the files that are in the way. */
async function write({ files }: Plan): Promise<string[]> {
  await mkdir("slides", { recursive: true });
  const root = await realpath("slides");
  const conflicts: string[] = [];
  for (const path of files.keys()) if (await isTaken(root, path)) conflicts.push(join("slides", path));
  if (conflicts.length > 0) return conflicts;
  for (const [path, content] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    // A file that came since stays as it is.
    await writeFile(join(root, path), content, { flag: "wx" });
  }
  return [];
}

/** Whether something is there, or would be reached by a way that leads out of `slides/`. */
async function isTaken(root: string, path: string): Promise<boolean> {
  const target = await realpath(join(root, path)).catch(() => undefined);
  if (target !== undefined) return true;
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    const real = await realpath(join(root, folder)).catch(() => undefined);
    if (real !== undefined) return real !== join(root, folder);
  }
  return false;
}

async function look({ manifests, chapters, files }: Plan): Promise<Pick<Findings, "diagnostics" | "differences">> {
  const isNew = new Set([...files.keys()].map((path) => join("slides", path)));
  const reports = await Promise.all(manifests.map((path) => validate(join("slides", path))));
  const diagnostics = new Map<string, Diagnostic>();
  for (const one of reports.flatMap((report) => report.diagnostics)) {
    if (isNew.has(relative(process.cwd(), one.file).split(sep).join("/"))) diagnostics.set(formatDiagnostic(one), one);
  }
  const differences = chapters.flatMap((path) => compareReadings(String(files.get(path)), join("slides", path)));
  return { diagnostics: [...diagnostics.values()], differences };
}

interface Findings {
  copied: { manifests: number; chapters: number; images: number; included: number };
  skipped: string[];
  missing: Plan["missing"];
  diagnostics: Diagnostic[];
  differences: Diagnostic[];
}

/** What has its own list is not said again by `validate`. */
const missingCodes = ["image-missing", "macro-file"];

function report({ copied, skipped, missing, diagnostics, differences }: Findings): string {
  const others = diagnostics.filter(({ code }) => !missingCodes.includes(code));
  const { manifests, chapters, images, included } = copied;
  const lines = [
    `Copied into slides/: ${chapters} chapters, ${manifests} manifests, ${images} images, ${included} included files.`,
    ...section("Left out", skipped),
    ...section(
      "Missing in the folder",
      missing.map(({ file, address }) => `${file}: ${address}`),
    ),
    ...section("Wrong, or probably not meant", others.map(formatDiagnostic)),
    ...section("Reads differently than in remark", differences.map(formatDiagnostic)),
    "",
    "See it:  npm run dev    Check it again:  npm run pid-one -- validate    Compare:  … validate --compare",
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title} (${lines.length}):`, ...lines.map((line) => `  ${line}`)];
}

function refuse(text: string, code = 1): number {
  process.stderr.write(`pid-one import: ${text.trimEnd()}\n`);
  return code;
}
