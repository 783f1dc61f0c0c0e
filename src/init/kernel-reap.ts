/**
 * `--kernel-reap`: the kernel reaps orphans, and none of them wakes us. A parent that ignores SIGCHLD has no zombies, and
 * is not even told (do_notify_parent in kernel/exit.c; SA_NOCLDWAIT alone would still send the signal). The status of the
 * command would be lost with the others, but a pidfd keeps it (Linux 6.15).
 */
import { sayCannotKernelReap } from "./messages";
import { kernelReap } from "./options";
import { SIGCHLD } from "./signals";
import * as sys from "./sys";

let reaps: bool = false;

/** Whether the kernel reaps now, and WATCH is the way to wait. */
export function kernelReaps(): bool {
  return reaps;
}

/** From now on the kernel reaps, if that is wanted and it can; says so if it cannot. The command must be started. */
export function beginKernelReap(command: i32): void {
  reaps = kernelReap && keepsStatus() && sys.watchSignals() >= 0 && sys.watchProcess(command) >= 0;
  // A command that has ended before this stays a zombie, which the first wait4 finds.
  if (reaps) sys.setAction(SIGCHLD, true);
  else if (kernelReap) sayCannotKernelReap();
}

/** We reap ourselves again: what a stopped command leaves (`--grace`) is to wake us. */
export function endKernelReap(): void {
  if (reaps) sys.setAction(SIGCHLD, false);
}

/** Found out with a child that ends at once: a version number would be wrong where a feature was backported or is forbidden. */
function keepsStatus(): bool {
  const pid = sys.forkNothing();
  if (pid < 0) return false;
  const watched = sys.watchProcess(pid);
  sys.awaitEnd(pid);
  if (watched < 0) return false;
  const status = sys.exitStatus();
  sys.close(watched);
  return status === 0;
}
