/** Reads mount points out of /proc/self/mountinfo (proc_pid_mountinfo(5)): the fifth field of a line. */

/** @returns the deepest first, as they must be unmounted */
export function mountPointsBelow(mountinfo: string, dir: string): string[] {
  return mountinfo
    .split("\n")
    .map((line) => unescapeOctal(line.split(" ")[4] ?? ""))
    .filter((point) => point.startsWith(`${dir}/`))
    .reverse();
}

/** Spaces, tabs, newlines and backslashes are written as \040 and so on. */
export function unescapeOctal(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
