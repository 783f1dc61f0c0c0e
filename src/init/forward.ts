/** Passing signals on. */
import { ESRCH } from "./errors";
import { noteForwarded, sendToRest } from "./grace";
import { sayCannotForward, sayForwarded } from "./messages";
import { toGroup } from "./options";
import { reportForwarded } from "./report";
import { isJobControl, rewritten, stops } from "./rewrites";
import { SIGSTOP } from "./signals";
import * as sys from "./sys";

/**
 * Passes a signal that came (1-64) to the command, or what it is rewritten to.
 * @param child the command; not yet reaped, so its process ID cannot have been given to another process
 */
export function forward(signal: i32, child: i32): void {
  const sent = rewritten(signal);
  const result = sent === 0 ? 0 : send(sent, child);
  if (result === 0) {
    sayForwarded(signal, sent, child, toGroup);
    if (sent !== 0) {
      reportForwarded(signal, sent, child, toGroup);
      noteForwarded(signal);
    }
  } else if (result !== -ESRCH) sayCannotForward(signal, child, -result);
  // The whole job stops, as in dumb-init: what waits for us, such as a shell, sees it. PID 1 itself cannot be stopped
  // from inside its namespace (pid_namespaces(7)). SIGCONT wakes us, and is then forwarded as any other.
  if (isJobControl(signal) && stops(sent)) sys.kill(sys.ownPid(), SIGSTOP);
}

/** As `forward`, when the command is gone and what it left has its time of grace. */
export function forwardToRest(signal: i32): void {
  const sent = rewritten(signal);
  if (sent !== 0) sendToRest(sent);
}

/** To a group that is not there the command has not come yet: it makes it right after the fork. */
function send(signal: i32, child: i32): i32 {
  const result = toGroup ? sys.kill(-child, signal) : -ESRCH;
  return result === -ESRCH ? sys.kill(child, signal) : result;
}
