/** What this browser published. Nobody else can delete it, so the tokens are kept until their time is over. */
import { z } from "zod";
import { publishedSchema } from "../../protocol/recordings.ts";
import { browserStore, readMap, writeMap } from "../storage.ts";

const key = "pid-one.published";

const ownSchema = publishedSchema.extend({
  /** The lab server that has it. */
  server: z.url(),
  title: z.string(),
});
export type OwnRecording = z.infer<typeof ownSchema>;

/** Those that a server still has. */
export function ownRecordings(server: string): OwnRecording[] {
  return [...all().values()].filter((own) => own.server === server);
}

export function keepOwn(own: OwnRecording): void {
  writeMap(browserStore, key, all().set(own.id, own));
}

export function forgetOwn(id: string): void {
  const left = all();
  left.delete(id);
  writeMap(browserStore, key, left);
}

function all(): Map<string, OwnRecording> {
  const isOwn = (value: unknown): value is OwnRecording => ownSchema.safeParse(value).success;
  const saved = readMap(browserStore, key, isOwn);
  return new Map([...saved].filter(([, { expiresAt }]) => Date.parse(expiresAt) > Date.now()));
}
