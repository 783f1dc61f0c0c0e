/** What the policy tells its driver (system.c, or a test) to do next. From 0 on: end with this exit code (0-255). */

/** Wait until a signal comes, and give it to `onSignal`. */
export const WAIT: i32 = -1;
/** Look whether a signal is there, without waiting, and give it (or -EAGAIN) to `onSignal`. */
export const POLL: i32 = -2;
/** Ask once for a child that has ended, without waiting, and give it (or 0 for none) to `onExit`. */
export const REAP: i32 = -3;
/** As WAIT, but with `--kernel-reap`: until a signal comes, or the kernel has reaped the command. Then as POLL. */
export const WATCH: i32 = -4;
/** This less a number of milliseconds: as WAIT, but for so long at most; if nothing came, call `onTimeout`. */
export const WAIT_AT_MOST: i32 = -1000;
