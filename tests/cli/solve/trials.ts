/** What `solve` has to try of labs, computed from their files: a lab, a task or a cause that it leaves out is missed. */
import { readLabs } from "../../../src/course/labs.ts";

/** Names as `solve` tells them: each lab's text, each of its tasks with each cause, and each wrong way. */
export async function trialsOfAllLabs(): Promise<string[]> {
  const labs = await readLabs("labs");
  return labs.flatMap(({ id, tasks, causes }) => {
    const file = `labs/${id}/lab.md`;
    const drawn = causes.length > 0 ? causes.map((cause) => `: ${cause}`) : [""];
    const ofTasks = tasks.flatMap((task) => [
      ...drawn.map((cause) => `${file}, task ${task.id}${cause}`),
      ...task.wrong.map((_, index) => `${file}, task ${task.id}, wrong way ${index + 1}`),
    ]);
    return [file, ...ofTasks];
  });
}

const worked = /^(.+): \d+ steps? in [\d.]+ s\n/gm;

/** @param stdout of `solve` */
export function trialsThatWorked(stdout: string): string[] {
  return [...stdout.matchAll(worked)].flatMap(([, name]) => name ?? []);
}

/** What failed and why, and the sum. For a test to tell: all of it would be cut off. */
export function withoutWhatWorked(stdout: string): string {
  return stdout.replace(worked, "");
}
