/** Two sandboxes that look for each other. */
import assert from "node:assert/strict";
import { type Attack, allRefused, type Started } from "./attack.ts";

export const neighbourAttacks: Attack[] = [
  {
    name: "two sandboxes look for each other in every place where processes meet",
    source: "namespaces(7), unix(7), sysvipc(7), mq_overview(7), shm_overview(7), proc(5)",
    async run(ground) {
      await using first = await ground.start({ hostname: "hostname-of-first", command: plainShell });
      await using second = await ground.start({ hostname: "hostname-of-second", command: plainShell });
      await Promise.all([settleIn(first, 1), settleIn(second, 2)]);
      const namespaces = ["cgroup", "ipc", "mnt", "net", "pid", "uts", "user"].filter(
        (name) => !ground.sharedNamespaces.includes(name),
      );
      const [firstNames, secondNames] = await Promise.all([namesOf(first, namespaces), namesOf(second, namespaces)]);
      await Promise.all([lookFor(first, 2, secondNames), lookFor(second, 1, firstNames)]);
      // The same look finds what is one's own, so it looks in the right places.
      await assert.rejects(lookFor(first, 1, firstNames), /got through/);
    },
  },
  {
    name: "watching who uses the files that all sandboxes share",
    source: "inotify(7), fcntl(2): F_NOTIFY, F_SETLEASE; mincore(2), CVE-2019-5489; preadv2(2)",
    run: async (ground) => void (await ground.tries("watching")),
  },
  {
    name: "user ids of live sandboxes never overlap, while many start and stop at once",
    source: "user_namespaces(7): who shares a user id shares its limits and may reach its processes",
    needs: "ids",
    async run(ground) {
      const live = new Map<string, [first: number, last: number]>();
      const one = async () => {
        await using started = await ground.start();
        const { stdout } = await started.sandbox.run(["cat", "/proc/self/uid_map", "/proc/self/gid_map"], {
          timeoutMs: 30_000,
        });
        const [uids, gids] = stdout.split("\n");
        assert.equal(uids, gids);
        const [inside, outside = Number.NaN, count = Number.NaN] = uids?.trim().split(/\s+/).map(Number) ?? [];
        assert.equal(inside, 0);
        const last = outside + count - 1;
        for (const [id, [from, to]] of live) assert.ok(last < from || to < outside, `the ids of ${id} overlap`);
        live.set(started.sandbox.id, [outside, last]);
        await started.sandbox.stop();
        live.delete(started.sandbox.id);
      };
      const worker = async () => {
        for (let time = 0; time < 3; time++) await one();
      };
      await Promise.all(Array.from({ length: 3 }, worker));
    },
  },
];

/** Without a prompt that names the host. */
const plainShell = [
  "/bin/bash",
  "--noprofile",
  "--norc",
  "-c",
  "export PS1='root@lab:~# '; exec bash --noprofile --norc -i",
];

async function settleIn({ screen }: Started, number: number): Promise<void> {
  screen.type(`neighbour leave ${number} &\n`);
  await screen.shows("left\r\n");
}

/** What only this sandbox has in its names. */
async function namesOf({ sandbox }: Started, namespaces: string[]): Promise<string[]> {
  const list = `readlink ${namespaces.map((name) => `/proc/self/ns/${name}`).join(" ")}; hostname`;
  const { stdout } = await sandbox.run(["sh", "-c", list], { timeoutMs: 30_000 });
  return [
    ...stdout
      .trim()
      .split("\n")
      .map((name) => name.replace(/.*\[(\d+)\]/, "$1")),
    sandbox.id,
  ];
}

/** @param names those of the sandbox that is looked for, in which what has this number was left */
async function lookFor({ sandbox }: Started, number: number, names: string[]): Promise<void> {
  const own = (await sandbox.run(["sh", "-c", "readlink /proc/self/ns/*"], { timeoutMs: 30_000 })).stdout;
  for (const name of names) assert.ok(!own.includes(`[${name}]`), `an attack got through: it is in namespace ${name}`);
  const { stdout, stderr } = await sandbox.run(["neighbour", "find", String(number), ...names], { timeoutMs: 30_000 });
  allRefused(stdout, stderr);
}
