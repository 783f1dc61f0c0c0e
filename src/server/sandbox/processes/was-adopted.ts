/** Who had another parent before anybody looked. */

export interface Kin {
  pid: number;
  ppid: number;
  /** Its process group; 0: one outside of the namespace. */
  group: number;
}

/**
 * A process joins the group that it was born in, so one that is a child of PID 1 but in a group that neither it nor PID 1
 * leads, and whose leader is not a child of PID 1, had another parent.
 *
 * @param of asked for PID 1 and for the leader of the group; undefined: it is not there
 */
export function wasAdopted({ pid, ppid, group }: Kin, of: (pid: number) => Kin | undefined): boolean {
  const init = of(1);
  if (ppid !== 1 || !init || group === pid || group === init.group) return false;
  return of(group)?.ppid !== 1;
}
