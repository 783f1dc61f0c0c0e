/** Which of the host's user and group ids a container's ids stand for (user_namespaces(7)). */
export interface IdMapping {
  containerID: number;
  hostID: number;
  size: number;
}

export interface IdMap {
  uids: IdMapping[];
  gids: IdMapping[];
}

/** Ids per container, as systemd and Docker give them. */
export const idsPerContainer = 65_536;

/**
 * 0x70000000 to 0x7fffffff is the range that neither distributions, nor systemd, nor subuid(5) by default hand out
 * (systemd's docs/UIDS-GIDS.md: 1879048192…2147483647 "unused").
 */
const firstId = 0x7000_0000;
export const slotCount = 0x1000_0000 / idsPerContainer;

/** Root's containers: each its own range, none of it an id of the host. */
export function mapSlot(slot: number): IdMap {
  const range = [{ containerID: 0, hostID: firstId + slot * idsPerContainer, size: idsPerContainer }];
  return { uids: range, gids: range };
}
