/** How an ordinary user can run containers: which ids, which limits. */
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { delegatedCgroups } from "./delegated-cgroup.ts";
import type { IdMap } from "./id-map.ts";
import type { Way } from "./probe.ts";

const sharedUser =
  "all sandboxes run as one user of this machine, so a fault of the kernel would reach from one to another (run as root to give each its own)";
const perProcess =
  "no cgroup is delegated to this user: memory is limited for each process rather than for a sandbox, and CPU time is not (run as root, or on cgroup v2 with systemd-run --user --scope -p Delegate=yes)";

export interface User {
  uid: number;
  gid: number;
  /** null: it has none, as is usual for the user of a container image. */
  name: string | null;
}

/** From the best to the least. */
export async function rootlessWays(): Promise<Way[]> {
  const user = whoWeAre();
  const range = await subordinateMap(user);
  const maps = [
    ...(range ? [{ ids: range, user: "rootless with a range of user ids" }] : []),
    { ids: ownIdMap(user), user: "rootless with one user id" },
  ];
  const cgroups = await delegatedCgroups();
  const limits = [
    ...(cgroups ? [{ cgroups, by: "delegated cgroup v2", missing: [sharedUser] }] : []),
    { cgroups: null, by: "limits by setrlimit", missing: [sharedUser, perProcess] },
  ];
  // Limits that hold matter more than users inside.
  return limits.flatMap(({ cgroups, by, missing }) =>
    maps.map(({ ids, user }) => ({
      privilege: { kind: "rootless", ids },
      cgroups,
      releaseCgroups: () => {},
      description: `${user}, ${by}`,
      missing,
    })),
  );
}

function whoWeAre(): User {
  const ids = { uid: process.geteuid?.() ?? -1, gid: process.getegid?.() ?? -1 };
  try {
    return { ...ids, name: userInfo().username };
  } catch {
    return { ...ids, name: null }; // Not in /etc/passwd.
  }
}

/** The one map that needs no privilege at all (user_namespaces(7)). */
function ownIdMap({ uid, gid }: User): IdMap {
  return {
    uids: [{ containerID: 0, hostID: uid, size: 1 }],
    gids: [{ containerID: 0, hostID: gid, size: 1 }],
  };
}

/** Root of the container is the user itself, the other ids come from subuid(5) and subgid(5), through newuidmap(1). */
async function subordinateMap(user: User): Promise<IdMap | null> {
  const [uids, gids] = await Promise.all([
    subordinateRange("/etc/subuid", user),
    subordinateRange("/etc/subgid", user),
  ]);
  if (uids === null || gids === null) return null;
  const own = ownIdMap(user);
  return {
    uids: [...own.uids, { containerID: 1, hostID: uids.first, size: uids.count }],
    gids: [...own.gids, { containerID: 1, hostID: gids.first, size: gids.count }],
  };
}

async function subordinateRange(file: string, user: User) {
  const text = await readFile(file, "utf8").catch(() => ""); // No such file: no ranges.
  return findRange(text, user);
}

/** Lines of NAME-OR-UID:FIRST:COUNT; the first of this user counts. At most 65,535 ids are of use. */
export function findRange(
  text: string,
  { name, uid }: Pick<User, "name" | "uid">,
): { first: number; count: number } | null {
  for (const line of text.split("\n")) {
    const [owner, first, count] = line.split(":");
    if (owner !== name && owner !== String(uid)) continue;
    const range = { first: Number(first), count: Math.min(Number(count), 65_535) };
    if (Number.isInteger(range.first) && range.count > 0) return range;
  }
  return null;
}
