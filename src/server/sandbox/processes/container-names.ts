/** Which container a process of a sandbox runs in, where several share a PID namespace: each has a mount namespace of its own. */
import { readlinkSync } from "node:fs";

/** null: nobody can tell, as of a zombie, which has no namespaces any more. */
export type ContainerOf = (pid: number) => string | null;

/** By mount namespace, such as "mnt:[4026532201]". Labs may not enter another one. */
export type ContainerNames = ReadonlyMap<string, string>;

/** @param containers by a process of each, as the host knows it; one that has ended already has no name to give */
export function namesByMounts(containers: readonly { name: string; hostPid: number }[]): ContainerNames {
  const found = containers.map(({ name, hostPid }) => [mountsOf(`/proc/${hostPid}`), name] as const);
  return new Map(found.filter((entry): entry is [string, string] => entry[0] !== null));
}

/** @param procDir a mounted procfs, whose PIDs are asked for */
export function containerBy(names: ContainerNames, procDir: string): ContainerOf {
  if (names.size === 0) return () => "main";
  return (pid) => names.get(mountsOf(`${procDir}/${pid}`) ?? "") ?? null;
}

/** As `stat`, the link waits for nothing that a process could hold. */
function mountsOf(processDir: string): string | null {
  try {
    return readlinkSync(`${processDir}/ns/mnt`);
  } catch {
    return null; // It has ended, or we may not look: it goes without a name.
  }
}
