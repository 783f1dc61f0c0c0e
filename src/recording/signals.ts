/** Numbers of Linux's signals, which a page has no other way to know (signal(7); those of x86 and ARM). */
const names = [
  ...[
    "HUP",
    "INT",
    "QUIT",
    "ILL",
    "TRAP",
    "ABRT",
    "BUS",
    "FPE",
    "KILL",
    "USR1",
    "SEGV",
    "USR2",
    "PIPE",
    "ALRM",
    "TERM",
  ],
  ...["STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO"],
  ...["PWR", "SYS"],
];
const firstRealTime = 34;

/** @param name "SIGKILL", "SIGRTMIN+3" @returns 0 for a name that is none */
export function signalNumber(name: string): number {
  const realTime = /^SIGRTMIN(?:\+(\d+))?$/.exec(name);
  if (realTime) return firstRealTime + Number(realTime[1] ?? 0);
  return names.indexOf(name.replace(/^SIG/, "")) + 1;
}
