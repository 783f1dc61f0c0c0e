/**
 * Whether a process that came from outside is not what it is to become: until its exec it runs runc's own code, by the name
 * of a step of that (nsenter in libcontainer). It is no part of the container that a learner would ask about.
 */
export function isNotYet({ ppid, name }: { ppid: number; name: string }): boolean {
  return ppid === 0 && /^runc:\[\d:[A-Z]+\]$/.test(name);
}
