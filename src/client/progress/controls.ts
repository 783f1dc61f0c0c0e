/** The two buttons that save progress as a file and add one's. What checks a file is loaded with the first press. */

import { words } from "../../words/page.ts";
import { say } from "../dom.ts";
import { download } from "../download.ts";

/** @param root has `[data-save]`, `[data-load]` (a file's input) and `[data-status]` */
export function startProgressFile(root: HTMLElement): void {
  const save = root.querySelector<HTMLButtonElement>("[data-save]");
  const load = root.querySelector<HTMLInputElement>("[data-load]");
  const status = root.querySelector<HTMLElement>("[data-status]");
  if (!save || !load || !status) return;
  root.hidden = false;
  save.addEventListener("click", async () => {
    const { writeProgress } = await import("./file.ts");
    const name = `pid-one-progress-${new Date().toISOString().slice(0, 10)}.json`;
    download(name, new Blob([writeProgress()], { type: "application/json" }));
  });
  load.addEventListener("change", async () => {
    const [file] = load.files ?? [];
    if (!file) return;
    const { addProgress, bytesMax, ProgressError } = await import("./file.ts");
    try {
      if (file.size > bytesMax) throw new ProgressError(words.reading.progress.tooLarge);
      addProgress(await file.text());
      say(status, words.reading.progress.added);
    } catch (error) {
      if (!(error instanceof ProgressError)) throw error;
      say(status, error.message);
    }
    load.value = ""; // So that the same file can be chosen again.
  });
}
