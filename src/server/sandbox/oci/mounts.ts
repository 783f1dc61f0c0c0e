/** What is mounted in a container (mount(8) names the options). */

import { homeFolder, inodesFor } from "../container/surroundings.ts";
import type { SandboxSpec } from "../sandbox.ts";
import type { ContainerPlaces } from "./config.ts";

interface Mount {
  destination: string;
  type: string;
  source: string;
  options: string[];
}

export function containerMounts(
  spec: SandboxSpec,
  places: ContainerPlaces,
  { ttyGroupIsMapped, hasOwnKernel }: { ttyGroupIsMapped: boolean; hasOwnKernel: boolean },
): Mount[] {
  const size = spec.limits.tmpfs_bytes;
  return [
    { destination: "/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"] },
    // The runtime fills it before it is closed to the lab, whose root could else change what the runtime opens there
    // when it joins later (/dev/ptmx; CVE-2025-52565 is a kin): a handful of nodes.
    // gVisor's joins from within its own kernel, which lets nobody write to a device on a file system that is read-only.
    tmpfs("/dev", 64 * 1024, 64, "755", ["noexec", ...(hasOwnKernel ? [] : ["ro"])]),
    {
      destination: "/dev/pts",
      type: "devpts",
      source: "devpts",
      // Group 5 is tty on every Debian; `max` is per instance, while kernel.pty.max is shared by all.
      options: [
        "nosuid",
        "noexec",
        "newinstance",
        "ptmxmode=0666",
        "mode=0620",
        "max=64",
        ...(ttyGroupIsMapped ? ["gid=5"] : []),
      ],
    },
    tmpfs("/dev/shm", 1024 * 1024, 256, "1777", ["noexec", "nodev"]),
    tmpfs("/tmp", size, inodesFor(size), "1777", ["nodev"]),
    tmpfs(homeFolder, size, inodesFor(size), "700", ["nodev"]),
    ...(places.labBin === null ? [] : [readOnlyBind("/lab/bin", places.labBin)]),
    ...(spec.init === "pid-one" ? [readOnlyBind("/usr/sbin/pid-one", places.initBinary)] : []),
  ];
}

function tmpfs(destination: string, bytes: number, inodes: number, mode: string, options: string[]): Mount {
  return {
    destination,
    type: "tmpfs",
    source: "tmpfs",
    options: ["nosuid", ...options, `mode=${mode}`, `size=${bytes}`, `nr_inodes=${inodes}`],
  };
}

function readOnlyBind(destination: string, source: string): Mount {
  return { destination, type: "bind", source, options: ["bind", "ro", "nosuid", "nodev"] };
}
