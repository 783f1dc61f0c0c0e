/** Every error that the HTTP interface can answer with, in one place (RFC 9457). */
import { type Problem, problemType } from "../protocol/problem.ts";

const catalogue = {
  "bad-request": [400, "The request is not right"],
  "bad-token": [401, "The token is missing or wrong"],
  "forbidden-origin": [403, "This page may not use the labs"],
  "forbidden-host": [403, "This server does not answer to that name"],
  "not-found": [404, "There is nothing here"],
  "unknown-lab": [404, "There is no such lab"],
  "unknown-session": [404, "There is no such session"],
  "unknown-task": [404, "The lab has no such task"],
  "unknown-ticket": [404, "You are not in the queue"],
  "lab-not-offered": [501, "The lab does not run on this server"],
  "unknown-init": [400, "The lab has no such PID 1"],
  "address-too-long": [414, "The address is too long"],
  "headers-too-large": [431, "The headers are too large"],
  "body-too-large": [413, "The request is too large"],
  "wrong-media-type": [415, "The request is of the wrong type"],
  "recordings-off": [404, "This server takes no recordings"],
  "unknown-recording": [404, "There is no such recording"],
  "upgrade-required": [426, "This address is a WebSocket"],
  "too-many-starts": [429, "Too many labs were started"],
  "too-many-sessions": [429, "Too many labs are open"],
  "too-many-recordings": [429, "Too many recordings were published"],
  "recordings-too-often": [429, "Recordings were published too often"],
  "server-busy": [503, "The server is busy"],
  "recordings-full": [507, "There is no room for the recording"],
  "server-full": [503, "All labs are in use"],
  "server-stopping": [503, "The server is stopping"],
  "no-sandbox": [503, "No lab can run on this server"],
  "sandbox-failed": [503, "The lab did not start"],
  internal: [500, "The server made a mistake"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemName = keyof typeof catalogue;
export const problemNames: readonly string[] = Object.keys(catalogue);

/** Thrown anywhere below an HTTP handler; becomes the answer. */
export class ProblemError extends Error {
  override name = "ProblemError";
  readonly problem: ProblemName;
  readonly retryAfter_seconds: number | undefined;

  /** @param detail what is wrong here and what to do, one or two sentences */
  constructor(problem: ProblemName, detail: string, options: { retryAfter_seconds?: number } = {}) {
    super(detail);
    this.problem = problem;
    this.retryAfter_seconds = options.retryAfter_seconds;
  }

  get status(): number {
    return catalogue[this.problem][0];
  }

  toJSON(): Problem {
    const [status, title] = catalogue[this.problem];
    return { type: problemType(this.problem), title, status, detail: this.message };
  }
}
