/** The child's part: from a copy of PID 1 to the command. */
import { ENOENT } from "./errors";
import { findAndExec } from "./exec";
import { sayCannotRun } from "./messages";
import { closeReport } from "./report";
import { LAST_SIGNAL, SIGKILL, SIGSTOP } from "./signals";
import * as sys from "./sys";
import { enterTerminal } from "./terminal";

/** Exit codes for a command that is not there, or cannot be run: those of a shell, and of tini. */
const NOT_FOUND: i32 = 127;
const NOT_RUNNABLE: i32 = 126;

/**
 * Gives the child its terminal and clean signals, then becomes the command.
 * @param first the argument that names the command; those after it are the command's own
 * @returns an exit code (126 or 127); only if the command cannot run
 */
export function becomeCommand(first: i32): i32 {
  enterTerminal();
  for (let signal: i32 = 1; signal <= LAST_SIGNAL; signal++) {
    // What is ignored now would stay ignored in the command (execve(2)).
    if (signal !== SIGKILL && signal !== SIGSTOP) sys.setAction(signal, false);
  }
  closeReport();
  // A signal that was forwarded since the fork takes its effect here.
  sys.blockSignals(false);

  const error = findAndExec(first);

  // SIGPIPE from the message must not end us: the exit code says more.
  sys.blockSignals(true);
  sayCannotRun(first, error);
  return error === ENOENT ? NOT_FOUND : NOT_RUNNABLE;
}
