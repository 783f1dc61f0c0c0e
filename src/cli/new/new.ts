/** `pid-one new chapter|lab NAME`: a start for an author. Nothing that is there is written over. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { readManifest } from "../../course/manifest.ts";
import { manifestsIn } from "../../course/read-deck.ts";
import { explain } from "../explain.ts";
import { addFile } from "./manifest-edit.ts";
import { chapterText, helloProgram, labText } from "./texts.ts";

const usage = `Usage: pid-one new chapter NAME [--deck DECK] [--title TITLE]
       pid-one new lab NAME [--title TITLE]

A chapter becomes slides/DECK/NAME.md and the last of slides/DECK.yml; DECK need not be given where there is only one.
A lab becomes labs/NAME/. NAME has small letters, digits and dashes. What is there already stays as it is.

Exits with 0 if it is made, 1 if it is there already or cannot be made, 2 if the call is wrong.
`;

const options = {
  deck: { type: "string" },
  title: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export async function create(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [kind, name, ...more] = positionals;
    const make = kind === "chapter" ? newChapter : kind === "lab" ? newLab : undefined;
    if (values.help || make === undefined || name === undefined || more.length > 0) {
      (values.help ? process.stdout : process.stderr).write(usage);
      return values.help ? 0 : 2;
    }
    if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(name)) {
      return refuse(`"${name}" cannot be a name: write small letters, digits and dashes, such as first-steps`, 2);
    }
    return await make(name, values.title ?? titleOf(name), values.deck);
  } catch (error) {
    const isUsage = error instanceof TypeError && "code" in error;
    return isUsage ? refuse(`${error.message}\n\n${usage}`, 2) : refuse(explain(error));
  }
}

async function newChapter(name: string, title: string, deck: string | undefined): Promise<number> {
  const manifests = await manifestsIn("slides");
  const decks = manifests.map((path) => basename(path).replace(/\.\w+$/, ""));
  const index = deck === undefined && decks.length === 1 ? 0 : decks.indexOf(deck ?? "");
  const [manifest, id] = [manifests[index], decks[index]];
  if (manifest === undefined || id === undefined) {
    const known =
      decks.length === 0 ? "there is none in slides/: write one first" : `write --deck ${decks.join(" or ")}`;
    return refuse(deck === undefined ? `which deck is it for? ${known}` : `there is no deck "${deck}"; ${known}`);
  }
  const file = `${id}/${name}.md`;
  const before = await readFile(manifest, "utf8");
  const after = addFile(before, file);
  // Should the edit ever read otherwise than it was meant, nothing has happened.
  if (after === undefined || !namesLast(after, file)) {
    return refuse(`${manifest} has no list to put the chapter into; write content: and the files' names`);
  }
  await mkdir(join("slides", id), { recursive: true });
  if (!(await writeNew(join("slides", file), chapterText(title)))) return 1;
  await writeFile(manifest, after);
  tell(`slides/${file} is new, and the last chapter of ${manifest}.

Write it beside its page:  npm run dev   (pages are read anew with each save)
Check what you wrote:      npm run pid-one -- validate --strict
How to write:              docs/authoring.md`);
  return 0;
}

/** Whether the manifest can be read, and has the file at its very end. */
function namesLast(manifest: string, file: string): boolean {
  let last: unknown = readManifest(manifest, "").manifest.content;
  while (typeof last === "object" && last !== null)
    last = Array.isArray(last) ? last.at(-1) : Object.values(last).at(-1);
  return last === file;
}

async function newLab(name: string, title: string): Promise<number> {
  const folder = join("labs", name);
  await mkdir(folder, { recursive: true });
  if (!(await writeNew(join(folder, "lab.md"), labText(title)))) return 1;
  await mkdir(join(folder, "bin"), { recursive: true });
  await writeNew(join(folder, "bin/hello"), helloProgram, 0o755);
  tell(`${folder}/lab.md is new, with a program of its own in ${folder}/bin.

Look at it:                npm run dev   (its page is /labs/${name}/)
Try its steps for real:    npm run solve -- ${name}   (as root)
Use it in a deck:          lab: ${name}   in its manifest, or at the head of a slide`);
  return 0;
}

/** Gives whether it was written: nothing that is there is written over. */
async function writeNew(path: string, text: string, mode = 0o644): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx", mode });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    refuse(`${path} is there already and stays as it is; choose another name`);
    return false;
  }
}

function titleOf(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

function refuse(text: string, code = 1): number {
  process.stderr.write(`pid-one new: ${text.trimEnd()}\n`);
  return code;
}
