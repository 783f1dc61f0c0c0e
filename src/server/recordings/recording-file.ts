/** A published recording on disk: a line of JSON that only the server reads, then the recording as it came. */
import { open, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";

/** An address and a digest are short; so the first line is found in what is read first. */
const headBytesMax = 512;

const headSchema = z.object({
  /** Whose quota it counts for. */
  address: z.string(),
  /** SHA-256 of the delete token, as hex: the file lets nobody delete anything. */
  tokenDigest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
});
export type RecordingHead = z.infer<typeof headSchema>;

/** Under its name it is whole or not there. */
export async function writeRecording(path: string, head: RecordingHead, body: Uint8Array): Promise<{ offset: number }> {
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const making = `${path}.new`;
  try {
    await writeFile(making, [line, body], { mode: 0o600 });
    await rename(making, path);
  } catch (error) {
    await rm(making, { force: true });
    throw error;
  }
  return { offset: line.length };
}

/** @returns null for a file that is none of ours, or is not whole; `offset` is where the recording begins */
export async function readRecordingHead(path: string): Promise<{ head: RecordingHead; offset: number } | null> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytesMax), 0, headBytesMax, 0);
  const end = buffer.subarray(0, bytesRead).indexOf("\n");
  const head = headSchema.safeParse(parseJson(buffer.toString("utf8", 0, Math.max(0, end))));
  return head.success ? { head: head.data, offset: end + 1 } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Then it is no head.
  }
}
