/** Reads cgroup hierarchies out of /proc/self/mountinfo (proc_pid_mountinfo(5)). */
import { unescapeOctal } from "./mount-points.ts";

export interface CgroupMount {
  version: 1 | 2;
  point: string;
  /** Version 1: those of this hierarchy, and name=systemd. Version 2 names none here. */
  controllers: string[];
}

/** A line: ID parent major:minor root POINT options [optional...] - TYPE source SUPER-OPTIONS */
export function parseCgroupMounts(mountinfo: string): CgroupMount[] {
  return mountinfo.split("\n").flatMap((line): CgroupMount[] => {
    const [before = "", after = ""] = line.split(" - ");
    const point = unescapeOctal(before.split(" ")[4] ?? "");
    const [type, , options = ""] = after.split(" ");
    if (type === "cgroup2") return [{ version: 2, point, controllers: [] }];
    if (type !== "cgroup") return [];
    return [{ version: 1, point, controllers: options.split(",").filter((option) => !isFlag(option)) }];
  });
}

function isFlag(option: string): boolean {
  return /^(rw|ro|xattr|noprefix|clone_children|cpuset_v2_mode|release_agent=.*)$/.test(option);
}
