/** Which signal the command gets for the one that came (`-r`), as in dumb-init. */
import { LAST_SIGNAL, SIGSTOP, SIGTSTP, SIGTTOU } from "./signals";

/** By the signal that came (1-64): the one that is sent, or 0. Written out, so that it is static: there is no heap. */
// biome-ignore format: 65 zeros.
const sent: StaticArray<u8> = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

/**
 * Every signal as it comes, but for those of job control: the command leads an orphaned process group, which the kernel
 * does not stop for SIGTSTP, SIGTTIN or SIGTTOU (setpgid(2)). SIGSTOP stops it.
 */
export function resetRewrites(): void {
  for (let signal: i32 = 1; signal <= LAST_SIGNAL; signal++) rewrite(signal, isJobControl(signal) ? SIGSTOP : signal);
}

/** From now on `to` is sent for `from`; 0: nothing is. */
export function rewrite(from: i32, to: i32): void {
  sent[from] = to as u8;
}

/** The signal that is sent for the one that came; 0: none. */
export function rewritten(signal: i32): i32 {
  return sent[signal] as i32;
}

/** Whether a signal (20 to 22) asks the whole job to stop: after the command we stop ourselves. */
export function isJobControl(signal: i32): bool {
  return signal >= SIGTSTP && signal <= SIGTTOU;
}

/** Whether a signal can stop a process. */
export function stops(signal: i32): bool {
  return signal >= SIGSTOP && signal <= SIGTTOU;
}
