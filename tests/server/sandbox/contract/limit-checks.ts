/** What a sandbox may use. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Processes } from "../../../../src/protocol/processes.ts";
import type { Check } from "./checks.ts";
import { startSandboxForTest } from "./sandboxes.ts";
import { prompt } from "./screen.ts";

const MiB = 1024 * 1024;
const limits = { pids: 64, memory_bytes: 128 * MiB, cpus: 1, tmpfs_bytes: 16 * MiB };

export const limitChecks: Check[] = [
  {
    name: "at the limit of processes fork says EAGAIN, and the sandbox goes on",
    async run(driver) {
      await using started = await startSandboxForTest(driver, { limits: { ...limits, pids: 20 } });
      await started.screen.shows(prompt);
      const forks = `for (1..100) {
        $pid = fork;
        if (!defined $pid) { print "after $_: ", $!{EAGAIN} ? "EAGAIN" : $!, "\\n"; last }
        if (!$pid) { sleep 100; exit }
        push @pids, $pid;
      }
      kill 9, @pids`;
      const said = await started.screen.command(`perl -MErrno -e '${forks.replaceAll("\n", " ")}'`);
      assert.match(said, /after 19: EAGAIN/); // The shell and perl are two of the twenty.
      assert.match(await started.screen.command("echo goes on"), /goes on/);
    },
  },
  {
    name: "the home folder and /tmp are full at their size",
    async run(driver) {
      await using started = await startSandboxForTest(driver, { limits: { ...limits, tmpfs_bytes: 2 * MiB } });
      await started.screen.shows(prompt);
      for (const folder of ["/root", "/tmp"]) {
        const said = await started.screen.command(`head -c 10M /dev/zero > ${folder}/big; wc -c < ${folder}/big`);
        assert.match(said, /No space left on device/);
        assert.match(said, /^2097152\r$/m);
        await started.screen.command(`rm ${folder}/big`);
      }
    },
  },
];

export const fileCountChecks: Check[] = [
  {
    name: "the home folder and /tmp are full at a number of files, too",
    async run(driver) {
      await using started = await startSandboxForTest(driver, { limits: { ...limits, tmpfs_bytes: 2 * MiB } });
      await started.screen.shows(prompt);
      for (const folder of ["/root", "/tmp"]) {
        assert.match(await started.screen.command(`cd ${folder}; touch f{1..3000}; rm -f f*; cd`), /No space left/);
      }
    },
  },
];

/** These need a cgroup: setrlimit(2) cannot do it. */
export const cgroupChecks: Check[] = [
  {
    name: "a child that eats memory is killed; the shell goes on",
    async run(driver) {
      await using started = await startSandboxForTest(driver, { limits: { ...limits, memory_bytes: 32 * MiB } });
      await started.screen.shows(prompt);
      const told = new Promise<void>((resolve) => started.sandbox.onMemoryKill(resolve));
      assert.match(
        await started.screen.command(`perl -e '$x = "x" x 200_000_000'; echo code $?`),
        /Killed[\s\S]*code 137/,
      );
      await told;
    },
  },
  {
    name: "a PID 1 that eats memory ends the session with out-of-memory",
    async run(driver) {
      for (const init of ["none", "tini"] as const) {
        await using started = await startSandboxForTest(driver, {
          init,
          command: ["/usr/bin/perl", "-e", '$x = "x" x 200_000_000'],
          limits: { ...limits, memory_bytes: 32 * MiB },
        });
        const end = await started.sandbox.ended;
        assert.equal(end.reason, "out-of-memory", `${init}: ${end.detail}`);
      }
    },
  },
  {
    name: "an end like one for want of memory is none, when the kernel's kill was long before",
    async run(driver) {
      for (const init of ["none", "pid-one"] as const) {
        await using started = await startSandboxForTest(driver, {
          init,
          limits: { ...limits, memory_bytes: 32 * MiB },
        });
        await started.screen.shows(prompt);
        const told = new Promise<void>((resolve) => started.sandbox.onMemoryKill(resolve));
        await started.screen.command(`perl -e '$x = "x" x 200_000_000'`);
        await told;
        await delay(1500); // The kills are counted each second, and those before the last count are long ago.
        started.screen.type("exit 137\n");
        const end = await started.sandbox.ended;
        assert.deepEqual([end.reason, end.exit], ["exited", { code: 137 }]);
      }
    },
  },
  {
    name: "what waits in sockets is limited, too",
    async run(driver) {
      const memory_bytes = 32 * MiB;
      await using started = await startSandboxForTest(driver, { limits: { ...limits, memory_bytes } });
      await started.screen.shows(prompt);
      // Datagrams that nobody receives, 70 MB of them.
      const send = `use Socket; socket $from, PF_INET, SOCK_DGRAM, 17;
        for (1..350) {
          socket my $to, PF_INET, SOCK_DGRAM, 17 or die $!;
          bind $to, pack_sockaddr_in(0, INADDR_LOOPBACK) or die $!;
          send $from, "x" x 60_000, MSG_DONTWAIT, getsockname $to for 1..3;
          push @kept, $to;
        }
        select undef, undef, undef, 0.5;`;
      const before = await udpBytes();
      let most = 0;
      // On a busy machine it may be over before a look at it.
      for (let attempt = 1; attempt <= 5 && most <= MiB; attempt++) {
        const sampler = setInterval(async () => {
          most = Math.max(most, (await udpBytes()) - before);
        }, 20);
        // It may come to its end or be killed, as the version of cgroups has it.
        await started.sandbox.run(["perl", "-e", send], { timeoutMs: 30_000 }).finally(() => clearInterval(sampler));
      }
      assert.ok(most > MiB, `${most} bytes: too few to tell`);
      assert.ok(most < memory_bytes + MiB, `${most} bytes`);
    },
  },
  {
    name: "the limits in force are those of the lab",
    async run(driver) {
      await using started = await startSandboxForTest(driver, { limits: { ...limits, cpus: 0.2, pids: 33 } });
      await started.screen.shows(prompt);
      const { promise, resolve } = Promise.withResolvers<Processes>();
      started.sandbox.watch({ processes: resolve, event: () => {} })();
      const stop = started.sandbox.watch({ processes: resolve, event: () => {} });
      assert.equal((await promise).pids.max, 33);
      stop();
      // Two busy processes get a fifth of a core together, so what takes each 0.12 s takes both more than a second.
      const burn = "$at = time; for (1, 2) { if (!fork) { 1 while clock < 0.12; exit } } wait; wait; print time - $at";
      const seconds = Number(await started.screen.command(`perl -MTime::HiRes=time,clock -e '${burn}'; echo`));
      assert.ok(seconds > 0.8, `two times 0.12 s of processor time took ${seconds} s`);
    },
  },
];

/** What waits in all UDP sockets of the machine (proc_net_sockstat; "mem" is in pages). */
async function udpBytes(): Promise<number> {
  return Number(/^UDP:.* mem (\d+)/m.exec(await readFile("/proc/net/sockstat", "utf8"))?.[1]) * 4096;
}
