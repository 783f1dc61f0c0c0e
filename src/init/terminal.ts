/** Who owns the terminal on descriptor 0: so that Ctrl-C reaches the command, and a shell has job control. */
import { SIGCONT, SIGHUP } from "./signals";
import * as sys from "./sys";

/** There is none, or another session has it. */
const NONE: i32 = 0;
/** It was ours, as it is for PID 1 of `docker run -it`. We gave it up, so that the child's session can have it. */
const GIVEN_UP: i32 = 1;
/** It belongs to the shell that started us: the child stays in the session and becomes its foreground group. */
const SHARED: i32 = 2;
/** As SHARED, but we run in the background (`pid-one command &`), and so shall the child. */
const BACKGROUND: i32 = 3;

let terminal: i32 = NONE;

/** In the parent, before signals are blocked and the child is made. */
export function prepareTerminal(): void {
  terminal = NONE;
  const session = sys.terminalSession();
  if (session < 0) return;
  if (session === sys.ownPid()) {
    // The kernel tells the foreground group, which is us, that its terminal is gone (TIOCNOTTY in ioctl_tty(2)).
    // That is not for the child. Once signals are blocked they are kept again, whatever their action.
    sys.setAction(SIGHUP, true);
    sys.setAction(SIGCONT, true);
    sys.leaveTerminal();
    terminal = GIVEN_UP;
  } else {
    terminal = sys.foregroundGroup() === sys.ownGroup() ? SHARED : BACKGROUND;
  }
}

/** In the child, while signals are blocked: a background process may then set the foreground group (tcsetpgrp(3)). */
export function enterTerminal(): void {
  if (terminal === SHARED || terminal === BACKGROUND) {
    sys.newGroup();
    if (terminal === SHARED) sys.setForegroundGroup(sys.ownPid());
    return;
  }
  sys.newSession();
  // Also when we had none: a console that nobody's session owns can be had. Else it fails, and that is no loss.
  sys.takeTerminal();
}

/** In the parent, at the end. Else a script that started us would find itself in the background. */
export function giveTerminalBack(child: i32): void {
  if (terminal !== SHARED || sys.foregroundGroup() !== child) return;
  sys.setForegroundGroup(sys.ownGroup());
}
