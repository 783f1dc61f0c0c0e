/** `--explain`: what we would do, line by line, and why. Nothing is started. */
import { first, grace, kernelReap, subreaper, toGroup } from "./options";
import { isJobControl, rewritten } from "./rewrites";
import { LAST_SIGNAL } from "./signals";
import * as sys from "./sys";
import { put, putNumber, putShown } from "./text";
import { putRewritten, STDOUT, send } from "./write";

/** Says it on standard output. */
export function explain(): void {
  sys.clear();
  put("start ");
  putShown(first);
  put(" as our child: as PID 1 it would miss each signal that it does not handle\n");
  put("forward signals to it");
  if (toGroup) put(" and its group");
  put(": they come to us, but mean the command\n");
  for (let signal: i32 = 1; signal <= LAST_SIGNAL; signal++) {
    const sent = rewritten(signal);
    if (sent === signal || isJobControl(signal)) continue;
    if (sent === 0) put("drop ");
    else put("forward ");
    putRewritten(signal, sent);
    put(": -r says so\n");
  }
  put("at SIGTSTP, SIGTTIN or SIGTTOU stop it, then ourselves: a job stops as one\n");
  if (kernelReap) put("let the kernel reap each orphan, if it is new enough: then none wakes us\n");
  else if (subreaper || sys.ownPid() === 1)
    put("reap each orphan: the kernel makes it ours, and a zombie keeps its PID\n");
  else put("reap no orphan: without -s they go to PID 1\n");
  if (grace > 0) {
    put("after TERM, INT or QUIT give what it leaves SIGTERM, then SIGKILL in ");
    putNumber(grace);
    put(" s: else the kernel kills it unwarned\n");
  }
  put("exit with its code, or 128 + the signal that killed it: our parent learns how it ended\n");
  send(STDOUT);
}
