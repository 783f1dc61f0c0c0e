/** The very same driver on a pure cgroup v2 hierarchy, with runc and with crun. */
import { afterAll, beforeAll, test } from "vitest";
import { buildAttacks } from "../attacks/programs.ts";
import type { CheckGroup } from "../contract/checks.ts";
import { makeGuest } from "./guest.ts";

let guest: Awaited<ReturnType<typeof makeGuest>>;
beforeAll(async () => {
  await using built = await buildAttacks();
  guest = await makeGuest({ attacks: built.lab });
});
afterAll(() => guest?.[Symbol.asyncDispose]());

const user = 61_000;
const places = {
  rootfs: "/rootfs",
  initBinary: "/repository/init",
  consoleBinary: "/repository/console",
  observerBinary: "/repository/observer",
  stateDir: "/run/pid-one",
};

const runs: { runtime: "crun" | "runc"; groups: CheckGroup[] }[] = [
  {
    runtime: "crun",
    groups: [
      ...(["everyday", "isolation", "limits", "ids", "cgroup", "cgroup namespace", "file count"] as const),
      // The rest of these is shown on the machine itself.
      "several, limited together",
    ],
  },
  // The rest it shows on the machine itself, and an emulated one is slow.
  { runtime: "runc", groups: ["limits", "cgroup"] },
];

/** Now and then the emulator makes Node itself crash; a fault of ours comes back each time. */
const emulated = { timeout: 420_000, retry: 2 };

test.concurrent.for(runs)("$runtime as root", emulated, async ({ runtime, groups }, { expect }) => {
  const report = await guest.check(`exec ${program({ ...places, runtime }, groups)}`);
  expect(report.probe).toEqual({
    ok: true,
    detail: expect.stringMatching(`^${runtime} .*, root, cgroup v2$`),
    missing: [],
  });
  expect(report.checks.filter(({ error }) => error !== null)).toEqual([]);
  expect(report.traces).toEqual([]);
});

// By itself: beside three other emulated machines each would be too slow for the waits of its checks.
test("crun holds against the attacks", emulated, async ({ expect }) => {
  const attacks = { lab: "/repository/attacks", strengths: ["ids", "cgroup", "dev", "file count", "user namespace"] };
  // A handler of core dumps, as many machines have one.
  const report = await guest.check(`
    echo '|/bin/touch /run/handler-of-core-dumps-ran' > /proc/sys/kernel/core_pattern
    export PIDONE_ATTACK_PROCESSES=1000
    exec ${program({ ...places, runtime: "crun" }, [], attacks)}`);
  expect(report.checks.length).toBeGreaterThan(25);
  expect(report.checks.filter(({ error }) => error !== null)).toEqual([]);
  expect(report.traces).toEqual([]);
});

test.concurrent("an ordinary user to whom a cgroup is delegated has limits, too", emulated, async ({ expect }) => {
  const report = await guest.check(`
    echo +cpu +memory +pids > /sys/fs/cgroup/cgroup.subtree_control
    mkdir /sys/fs/cgroup/delegated /run/user && chown ${user} /run/user
    cd /sys/fs/cgroup/delegated && chown ${user} . cgroup.procs cgroup.threads cgroup.subtree_control
    echo $$ > cgroup.procs && cd /repository
    HOME=/run/user XDG_RUNTIME_DIR=/run/user TMPDIR=/run/user exec setpriv --reuid ${user} --regid ${user} --clear-groups -- \
      ${program({ ...places, stateDir: "/run/user/state" }, ["cgroup"])}`);
  expect(report.probe).toEqual({
    ok: true,
    detail: expect.stringMatching(/rootless with one user id, delegated cgroup v2$/),
    missing: [expect.stringContaining("run as one user")],
  });
  expect(report.checks.filter(({ error }) => error !== null)).toEqual([]);
  expect(report.traces).toEqual([]);
});

function program(options: object, groups: CheckGroup[], attacks?: object): string {
  return `node tests/server/sandbox/oci/check-program.ts '${JSON.stringify({ options, groups, attacks })}'`;
}
