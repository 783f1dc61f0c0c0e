/** Signal numbers and names (signal(7); the same on x86-64, arm64 and i386), and what a wait status means. */
export const SIGHUP: i32 = 1;
export const SIGINT: i32 = 2;
export const SIGQUIT: i32 = 3;
export const SIGKILL: i32 = 9;
export const SIGPIPE: i32 = 13;
export const SIGTERM: i32 = 15;
export const SIGCHLD: i32 = 17;
export const SIGCONT: i32 = 18;
export const SIGSTOP: i32 = 19;
export const SIGTSTP: i32 = 20;
export const SIGTTOU: i32 = 22;
export const SIGXFSZ: i32 = 25;
/** The first real-time signal that the C library leaves to programs; it keeps 32 and 33 for itself. */
export const SIGRTMIN: i32 = 34;
export const LAST_SIGNAL: i32 = 64;

/** Names of signals 1 to 31, each ended by a blank. One string: each string costs 20 bytes of its own. */
export const NAMES: string =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS ";

/** The signal that ended a process (1-64), or 0 if it exited. `status` is as wait(2) gives it. */
export function endingSignal(status: i32): i32 {
  return status & 0x7f;
}

/** The code that a process exited with (0-255), if no signal ended it. */
export function codeOf(status: i32): i32 {
  return (status >> 8) & 0xff;
}
