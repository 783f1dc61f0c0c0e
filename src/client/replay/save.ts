/** A recording as a file of the reader's. */
import { recordingMediaType } from "../../protocol/recordings.ts";
import type { Recording } from "../../recording/recording.ts";
import { castLines } from "../../recording/write-cast.ts";
import { download } from "../download.ts";

export function save(recording: Recording): void {
  download(fileName(recording), new Blob([...castLines(recording)], { type: recordingMediaType }));
}

/** "pid-one-zombies-2026-11-25-0436.cast", by the reader's clock. */
export function fileName({ about }: Recording): string {
  const began = new Date(about.began - new Date(about.began).getTimezoneOffset() * 60_000).toISOString();
  const time = `${began.slice(0, 10)}-${began.slice(11, 16).replace(":", "")}`;
  return `pid-one-${about.lab ?? "recording"}-${time}.cast`;
}
