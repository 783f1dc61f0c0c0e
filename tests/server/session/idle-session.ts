/** A session of the first lab, whose sandbox does what the test says. */
import { readLabs } from "../../../src/course/labs.ts";
import { Session } from "../../../src/server/session/session.ts";
import type { IdleSandbox } from "./idle-sandbox.ts";

const [lab] = await readLabs("labs");
const limits = { session_seconds: 99, session_seconds_max: 99, idle_seconds: 99, output_bytes_per_second: 1 };

export function idleSession(sandbox: IdleSandbox): Session {
  if (!lab) throw new Error("there is no lab");
  return new Session({
    ...{ sandbox, furtherTerminals: [], lab, init: "none", address: "192.0.2.1", limits, onEventSent: () => {} },
  });
}
