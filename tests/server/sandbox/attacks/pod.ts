/** A ground on which attackers and neighbours are in containers that have joined another, and attacks that only there are any. */
import assert from "node:assert/strict";
import type { Process } from "../../../../src/protocol/processes.ts";
import type { SandboxSpec } from "../../../../src/server/sandbox/sandbox.ts";
import { Screen } from "../contract/screen.ts";
import { type Attack, allRefused, Ground, type Started } from "./attack.ts";

const shell = ["/bin/bash", "-l"];
/** PID 1, which reaps what it adopts. */
const holder = ["/usr/bin/perl", "-e", '$SIG{CHLD} = "IGNORE"; sleep 1000 while 1'];

export class PodGround extends Ground {
  override start({ command = shell, hostname = "lab", ...changes }: Partial<SandboxSpec> = {}): Promise<Started> {
    const containers = [
      { name: hostname, command },
      { name: "other", command: shell },
    ];
    return super.start({ ...changes, command: holder, containers });
  }
}

export const podAttacks: Attack[] = [
  {
    name: "ending or stopping PID 1 of another container",
    source: "pid_namespaces(7): signals to PID 1 from inside",
    async run(ground) {
      const { sandbox } = await ground.attacker();
      const { stdout } = await sandbox.run(["sh", "-c", "kill -KILL 1; kill -STOP 1; sleep 0.2; ps -o stat= -p 1"], {
        timeoutMs: 30_000,
      });
      assert.match(stdout, /^S/);
    },
  },
  {
    name: "out of the files of another container, by its processes",
    source: "proc(5): /proc/PID/root, cwd and fd; mount(8): ro, nosuid, nodev",
    async run(ground) {
      const { sandbox, screen } = await ground.attacker();
      const roots = await screen.command(
        "for p in $(pgrep -x 'perl|bash'); do stat -L -c %d:%i /proc/$p/root/ /proc/$p/root/..; done | sort -u | wc -l",
      );
      // No way up leads elsewhere than to a root, which is the same folder for all of them.
      assert.match(roots, /^1\r/);
      const writes = "for f in /lab/bin/calls /dev/new /usr/new; do echo x > /proc/1/root$f; done; true";
      const { stderr } = await sandbox.run(["sh", "-c", writes], { timeoutMs: 30_000 });
      assert.equal(stderr.match(/Read-only file system|Permission denied/g)?.length, 3, stderr);
      const { stdout } = await sandbox.run(["descriptors"], { timeoutMs: 30_000 });
      // What this one calls outside is the home folder of another container, where that one's processes are.
      const lines = stdout.split("\n").filter((line) => !/^THROUGH \/proc\/\d+\/cwd: \/root$/.test(line));
      allRefused(lines.join("\n"));
    },
  },
  {
    name: "lying in wait in one container for the runtime that joins another",
    source: "CVE-2016-9962, CVE-2019-5736, CVE-2024-21626",
    async run(ground) {
      await using attacker = await ground.start();
      const [terminal] = attacker.sandbox.furtherTerminals;
      assert.ok(terminal);
      const other = new Screen(terminal);
      other.type("runtime /tmp/enough\n");
      await other.shows("?2004l\r"); // After the echo, as the program is to begin.
      for (let time = 0; time < 12; time++) await attacker.sandbox.run(["/bin/true"], { timeoutMs: 30_000 });
      for (let time = 0; time < 3; time++) {
        const opened = await attacker.sandbox.openTerminal({ cols: 80, rows: 24 });
        opened.close();
      }
      const enough = "touch /proc/$(pgrep -x runtime)/root/tmp/enough";
      await attacker.sandbox.run(["sh", "-c", enough], { timeoutMs: 30_000 });
      const [seen = ""] = allRefused(await other.shows(/^done\r\n/m));
      assert.match(seen, /[1-9]\d* looks/, "the runtime was never caught in the act");
    },
  },
  {
    name: "outliving the end of one's container by forking faster than one is killed",
    source: "fork(2); cgroups(7): cgroup.procs is read and then killed, without the freezer",
    async run(ground) {
      const neighbour = await ground.neighbour();
      await using attacker = await ground.start();
      const [terminal] = attacker.sandbox.furtherTerminals;
      assert.ok(terminal);
      const other = new Screen(terminal);
      // Each process forks and ends, so that none is there for long; in a session of its own, so that no hang-up reaches it.
      const rabbits = `setsid perl -e '$SIG{CHLD} = "IGNORE"; for (1..8) { last if !fork } while (1) { $p = fork; exit if $p }' &`;
      other.type(`${rabbits}\n`);
      await seen(attacker, (ofOther) => ofOther.length > 5);
      other.type("exec kill -KILL $$\n");
      await other.closed;
      await seen(attacker, (ofOther) => ofOther.length === 0);
      await neighbour.isWell();
      assert.match(await attacker.screen.command("echo goes on"), /goes on/);
    },
  },
  {
    name: "fork bombs in all containers at once",
    source: "cgroups(7): pids.max of the cgroup above them",
    needs: "cgroup",
    async run(ground) {
      const neighbour = await ground.neighbour();
      await using attacker = await ground.start({ limits: { ...limits, pids: 40 } });
      const [terminal] = attacker.sandbox.furtherTerminals;
      assert.ok(terminal);
      let most = 0;
      const { promise, resolve } = Promise.withResolvers<void>();
      const stop = attacker.sandbox.watch({
        processes({ pids: { current } }) {
          most = Math.max(most, current);
          if (current >= 39) resolve();
        },
        event() {},
      });
      for (const screen of [attacker.screen, new Screen(terminal)]) screen.type(":(){ :|:& };:\n");
      await promise.finally(stop);
      await neighbour.isWell();
      assert.ok(most <= 40, `${most} processes`);
    },
  },
];

/** @param isSo told of the processes of the container "other" */
async function seen({ sandbox }: Started, isSo: (ofOther: Process[]) => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = sandbox.watch({
    processes: ({ list }) => {
      if (isSo(list.filter(({ container }) => container === "other"))) resolve();
    },
    event() {},
  });
  await promise.finally(stop);
}

const limits = { pids: 64, memory_bytes: 64 * 1024 * 1024, cpus: 1, tmpfs_bytes: 8 * 1024 * 1024 };
