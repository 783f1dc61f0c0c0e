/**
 * With systemd the tree of version 2 is systemd's, and others write in it only below a unit that is delegated to them
 * (systemd.io/CGROUP_DELEGATION, "the single-writer rule"). So root's sandboxes go below the server's own unit, if it has
 * Delegate=yes, and else below a scope that systemd makes for this server.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { Cgroups } from "../cgroups.ts";
import { ownCgroup, takeSubtree } from "./delegated-cgroup.ts";
import { runtimeEnvironment } from "./runtime.ts";

export interface Subtree {
  cgroups: Cgroups;
  /** Once nothing of ours is in it. */
  release(): void;
}

/** @returns null where this is not systemd's to say @throws when systemd gives no part of its tree */
export async function systemdSubtree(serverId: string): Promise<Subtree | null> {
  // sd_booted(3). In a container of its own cgroup namespace there is no such folder either.
  if (Cgroups.ofThisMachine().unifiedPoint === null || !existsSync("/run/systemd/system")) return null;
  const own = await ownCgroup();
  if (own !== null && (await isDelegated(own))) return { cgroups: await takeSubtree(own), release: () => {} };
  return scopeFor(serverId);
}

async function isDelegated(cgroup: string): Promise<boolean> {
  const unit = cgroup.slice(cgroup.lastIndexOf("/") + 1);
  if (!/\.(service|scope)$/.test(unit)) return false;
  const { stdout } = await promisify(execFile)("systemctl", ["show", "--property=Delegate", "--value", "--", unit], {
    env: runtimeEnvironment(),
    timeout: 10_000,
  });
  return stdout.trim() === "yes";
}

/** Lasts as long as something is in it: a process that ends when we do, and what it said before that. */
const anchor = "cat /proc/self/cgroup; exec cat > /dev/null";

async function scopeFor(serverId: string): Promise<Subtree> {
  const child = spawn(
    "systemd-run",
    [
      ...["--scope", "--quiet", "--collect", `--unit=pid-one-${serverId}`, "--description=Labs of PID One"],
      // Each sandbox has limits of its own; by default all together may have some thousands of processes.
      ...["--property=Delegate=yes", "--property=TasksMax=infinity", "--", "sh", "-c", anchor],
    ],
    { env: runtimeEnvironment(), stdio: ["pipe", "pipe", "pipe"], detached: true },
  );
  const release = () => child.stdin.destroy();
  child.stdin.on("error", () => {}); // It has ended.
  let said = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  child.unref();
  try {
    await Promise.race([once(child.stdout, "data"), once(child, "close")]);
    const scope = /^0::(\/.*)$/m.exec(said)?.[1];
    if (scope === undefined) throw new Error(`systemd-run made no scope: ${errors.trim()}`);
    // Its input alone is kept open, which keeps no server from ending.
    child.stdout.destroy();
    child.stderr.destroy();
    return { cgroups: await takeSubtree(scope), release };
  } catch (error) {
    release();
    throw error;
  }
}
