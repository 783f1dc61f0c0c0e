/** Sandboxes of an ordinary user: with one id, and with a range from subuid(5). */
import { chown, cp, mkdir, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildAttacks } from "../attacks/programs.ts";
import type { CheckGroup } from "../contract/checks.ts";
import { artifacts } from "./artifacts.ts";
import type { AttackOrders } from "./check-program.ts";
import { makeStateFolder } from "./fixture.ts";
import { type ChecksReport, repository, runChecks } from "./run-checks.ts";

/** Nobody's on a usual machine, and without a name in /etc/passwd. */
const user = 61_000;
const asRoot = process.geteuid?.() === 0;
let home: string;

beforeEach(async () => {
  home = await makeStateFolder();
  for (const folder of ["state", "run", "repository", "rootfs"]) await mkdir(join(home, folder), { mode: 0o755 });
  for (const folder of ["", "state", "run"]) await chown(join(home, folder), user, user);
});
afterEach(() => rm(home, { recursive: true, force: true }));

if (!asRoot) console.warn("\nNOT TESTED: labs of ordinary users, since only root can become another user.\n");
test.runIf(process.env.CI)("CI runs as root, who can become an ordinary user", () => expect(asRoot).toBe(true));

test.skipIf(!asRoot)("an ordinary user gets sandboxes, and is told what they lack", async () => {
  const report = await asUser([
    "everyday",
    "isolation",
    "limits",
    "volume",
    "ids",
    "cgroup namespace",
    "file count",
    "several",
  ]);
  expect(report.probe).toEqual({
    ok: true,
    detail: expect.stringMatching(/^(runc|crun) \S+, rootless with one user id, limits by setrlimit$/),
    missing: [expect.stringContaining("run as one user"), expect.stringContaining("no cgroup is delegated")],
  });
  expect(report.checks.filter(({ error }) => error !== null)).toEqual([]);
  expect(report.traces).toEqual([]);
});

test.skipIf(!asRoot)("with a range in /etc/subuid a lab has more users than root", async () => {
  // newuidmap(1) wants its user to have a name.
  const files = {
    subuid: `learner:1900000000:65536\n`,
    subgid: `learner:1900000000:65536\n`,
    passwd: `root:x:0:0::/root:/bin/sh\nlearner:x:${user}:${user}::${home}:/bin/sh\n`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
  const mounts = Object.keys(files).map((name) => `mount --bind ${home}/${name} /etc/${name}`);
  const report = await asUser(["isolation", "ids", "cgroup namespace"], mounts.join(" && "));
  expect(report.probe).toMatchObject({
    ok: true,
    detail: expect.stringContaining("rootless with a range of user ids"),
  });
  expect(report.checks.filter(({ error }) => error !== null)).toEqual([]);
  expect(report.traces).toEqual([]);
});

test.skipIf(!asRoot)("an ordinary user's sandboxes hold against the attacks", { timeout: 200_000 }, async () => {
  await using built = await buildAttacks();
  const report = await asUser([], "true", { lab: built.lab, strengths: ["dev", "file count", "user namespace"] });
  expect(report.checks.length).toBeGreaterThan(20);
  expect(report.checks.filter(({ error }) => error !== null)).toEqual([]);
  expect(report.traces).toEqual([]);
});

/** What a user who installed the course would have in reach is mounted there, unseen by others. */
async function asUser(groups: CheckGroup[], prepare = "true", attacks?: AttackOrders): Promise<ChecksReport> {
  const built = artifacts();
  for (const name of ["initBinary", "consoleBinary", "observerBinary"] as const) {
    await cp(await realpath(built[name]), join(home, name));
  }
  const script = [
    `mount --rbind ${repository} ${home}/repository`,
    `mount --bind ${built.rootfs} ${home}/rootfs`,
    `cd ${home}`,
    prepare,
    `exec setpriv --reuid ${user} --regid ${user} --clear-groups -- "$@"`,
  ];
  return runChecks({
    through: ["unshare", "--mount", "sh", "-c", script.join(" && "), "sh"],
    env: { PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: join(home, "run"), TMPDIR: home },
    options: {
      rootfs: join(home, "rootfs"),
      initBinary: join(home, "initBinary"),
      consoleBinary: join(home, "consoleBinary"),
      observerBinary: join(home, "observerBinary"),
      stateDir: join(home, "state"),
    },
    repository: join(home, "repository"),
    groups,
    ...(attacks && { attacks }),
  });
}
