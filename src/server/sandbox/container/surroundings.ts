/** What a lab's programs find around them, whatever runs the container. */
import type { Init } from "../../../protocol/labs.ts";

export const homeFolder = "/root";

export const initCommand: Record<Init, string[]> = {
  none: [],
  "pid-one": ["/sbin/pid-one", "--"],
  tini: ["/usr/bin/tini", "--"],
  "dumb-init": ["/usr/bin/dumb-init", "--"],
  catatonit: ["/usr/bin/catatonit", "--"],
  broken: ["/lab/bin/broken-init"],
};

export const environment = {
  PATH: "/lab/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: homeFolder,
  LANG: "C.UTF-8",
  TERM: "xterm-256color",
};

/** An empty file costs the kernel about a kilobyte, which `size` does not count. */
export function inodesFor(bytes: number): number {
  return Math.max(256, Math.floor(bytes / 4096));
}
