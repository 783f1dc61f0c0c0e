import { constants } from "node:os";
import type { Exit } from "../../../protocol/processes.ts";

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** SIGKILL for 9; the real-time signals, which have no names of their own, as SIGRTMIN+N (signal(7): 34 to 64 with glibc). */
export function signalName(number: number): string {
  return signalNames.get(number) ?? (number >= 34 && number <= 64 ? `SIGRTMIN+${number - 34}` : `SIG${number}`);
}

/** A status as wait(2) gives it: a signal in the low seven bits, else a code in the next eight. */
export function decodeWaitStatus(status: number): Exit {
  const signal = status & 0x7f;
  return signal === 0 ? { code: (status >> 8) & 0xff } : { signal: signalName(signal) };
}
