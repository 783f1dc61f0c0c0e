/** Bodies of the HTTP calls on published recordings. */
import { z } from "zod";

export const recordingMediaType = "application/x-asciicast";

/** GET /api/recordings. */
export const publishingSchema = z.object({
  /** Whether this server takes recordings. */
  isOpen: z.boolean(),
  /** Of one recording. */
  bytesMax: z.int().positive(),
  /** How long one is kept. */
  seconds: z.int().positive(),
});
export type Publishing = z.infer<typeof publishingSchema>;

/** 201 to POST /api/recordings. */
export const publishedSchema = z.object({
  /** Who knows it can see the recording: nobody can guess it. */
  id: z.string(),
  /** Bearer of DELETE. */
  deleteToken: z.string(),
  expiresAt: z.iso.datetime(),
  /** Path of the page that plays it. */
  link: z.string(),
});
export type Published = z.infer<typeof publishedSchema>;
