/** What a lab shows by itself when a prediction has come true or not: written by an author, watched for by the page. */
import { z } from "zod";

const pid = z.int().min(1);

export const outcomeSchema = z.union([
  /** So many zombies at once. */
  z.strictObject({ zombies: z.int().min(0) }),
  /** An event of this kind. `by`: who reaped; `to`: who adopted. */
  z.strictObject({
    event: z.enum(["exited", "orphaned", "zombie", "reaped"]),
    by: pid.optional(),
    to: pid.optional(),
  }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;
