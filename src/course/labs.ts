/** Reads labs/: each folder with a lab.md is a lab. */
import { access, constants, readdir, readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import type { LabSummary, Solution } from "../protocol/labs.ts";
import { withButtonNames } from "../words/buttons.ts";
import { lab as words } from "../words/en/lab.ts";
import { CourseError, diagnose } from "./diagnostic.ts";
import type { Place } from "./dialect/source.ts";
import type { Step } from "./dialect/step.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { type Lab, labFrontMatterSchema } from "./lab-file.ts";
import { problems } from "./problems.ts";
import { readTask } from "./task-file.ts";
import { openYaml } from "./yaml.ts";

/** Reads one lab's folder. Throws a CourseError that names file, line, key and what to write instead. */
export async function readLab(dir: string): Promise<Lab> {
  const path = join(resolve(dir), "lab.md");
  const { lab, placeOf } = openLab(await readFile(path, "utf8"), path);
  const at = lab.inits.indexOf("broken");
  const broken = join(lab.dir, "bin/broken-init");
  if (at >= 0 && !(await canRun(broken)))
    throw new CourseError([diagnose(placeOf(["inits", at]), problems.brokenMissing(relative(process.cwd(), broken)))]);
  return lab;
}

async function canRun(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false; // Whatever the reason, a sandbox could not run it either.
  }
}

/** Reads all labs of a folder, in the order in which to take them. Folders without a lab.md (the image's) are no labs. */
export async function readLabs(labsDir: string): Promise<Lab[]> {
  const entries = await readdir(labsDir, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(labsDir, entry.name));
  const isLab = await Promise.all(folders.map(async (folder) => (await readdir(folder)).includes("lab.md")));
  const labs = await Promise.all(folders.filter((_, index) => isLab[index]).map(readLab));
  return labs.sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
}

/** The same, of a text in memory. `path` is where it stands: the folder gives the lab its id. */
export function parseLab(source: string, path: string): Lab {
  return openLab(source, path).lab;
}

function openLab(source: string, path: string): { lab: Lab; placeOf: (path: readonly PropertyKey[]) => Place } {
  const file = relative(process.cwd(), path);
  const parts = splitFrontMatter(source, file);
  const { data, placeOf } = openYaml({ text: parts.yaml, file, firstLine: parts.yamlLine }, labFrontMatterSchema);
  const tasks = data.tasks.map((task, index) => readTask(task, (path) => placeOf(["tasks", index, ...path])));
  const dir = resolve(path, "..");
  // The front matter's lines stay, empty: a line of the text has its number in the file.
  const text = "\n".repeat(parts.textLine - 1) + parts.text;
  const terminals = Math.max(data.terminals, data.containers.length);
  return { lab: { ...data, terminals, tasks, id: basename(dir), dir, text }, placeOf };
}

/** What a page gives to its lab element, which puts in the names of buttons in its own language. */
export function toSummary({ id, title, summary, terminals, containers, inits, tasks }: Lab): LabSummary {
  return {
    id,
    title,
    summary,
    terminals: Array.from({ length: terminals }, (_, index) => ({
      id: index,
      title: containers[index]?.name ?? (terminals === 1 ? "Terminal" : `Terminal ${index + 1}`),
    })),
    inits,
    tasks: tasks.map(({ id, goal, hints, explanation, solution, check }) => ({
      ...{ id, goal, hints, ...(explanation !== undefined && { explanation }) },
      ...(solution.length > 0 && { solution: toSteps(solution) }),
      ...(check.ending && { ends: true }),
    })),
  };
}

/** What the server tells of a lab: the same in plain words, buttons by their English names. */
export function toPlainSummary(lab: Lab): LabSummary {
  const plain = (text: string) => withButtonNames(text, words);
  const { tasks, ...summary } = toSummary(lab);
  return {
    ...summary,
    tasks: tasks.map(({ goal, hints, explanation, ...task }) => ({
      ...{ ...task, goal: plain(goal), hints: hints.map(plain) },
      ...(explanation !== undefined && { explanation: plain(explanation) }),
    })),
  };
}

/** What the server tells a page of a solution. */
export function toSteps(steps: readonly Step[]): Solution {
  return steps.map(({ kind, text }) => ({ kind, text }));
}
