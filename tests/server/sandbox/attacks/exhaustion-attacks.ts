/** Attacks on what all share: processes, memory, files, time, output. The neighbour and the server must not notice. */
import assert from "node:assert/strict";
import { type SandboxEnd, SandboxError } from "../../../../src/server/sandbox/sandbox.ts";
import type { Attack, Ground, Started, Strength } from "./attack.ts";

const MiB = 1024 * 1024;

interface Bomb {
  name: string;
  source: string;
  needs?: Strength;
  /** Typed at the prompt. */
  command: string;
  /** Settles when the bomb has done what it can. */
  atWorst(attacker: Started, ground: Ground): Promise<unknown>;
}

const bombs: Bomb[] = [
  {
    name: "a fork bomb",
    source: "fork(2), cgroups(7): pids.max; getrlimit(2): RLIMIT_NPROC",
    command: ":(){ :|:& };:",
    async atWorst({ sandbox }) {
      await pidsAtLimit(sandbox);
      // No process can be made for it: that is said, in time.
      await sandbox.run(["/bin/true"], { timeoutMs: 5000 }).catch((error) => assert.ok(error instanceof SandboxError));
    },
  },
  {
    name: "zombies up to the limit",
    source: "waitpid(2), cgroup-v2.rst: pids.max counts zombies",
    command: `perl -e '$| = 1; while (defined($pid = fork)) { exit if !$pid } print "fu" . "ll"; sleep 1000'`,
    atWorst: ({ screen }) => screen.shows("full"),
  },
  {
    name: "a memory bomb of many processes",
    source: "cgroup-v2.rst: memory.max; proc_pid_oom_score_adj(5)",
    needs: "cgroup",
    command: `for i in 1 2 3 4 5 6 7 8; do perl -e '$x = "x" x 200_000_000' & done; wait; jobs; echo all go""ne`,
    async atWorst(attacker) {
      const shown = await shownOrOutOfMemory(attacker, "all gone");
      if (shown !== null) assert.match(shown, /Killed/);
    },
  },
  {
    name: "shared memory, message queues and pipes that hold on to memory",
    source: "shmget(2), pipe(7), cgroup-v2.rst: kernel memory and shmem are in memory.current",
    needs: "cgroup",
    command: `perl -e 'for (1..40) { $id = shmget(0, 8 << 20, 0666) or last; shmwrite($id, "x" x (8 << 20), 0, 8 << 20) or last } sleep 1' ; perl -e 'for (1..20) { if (!fork) { for (1..400) { pipe my $r, my $w or last; fcntl($w, 1031, 1 << 20); syswrite $w, "x" x (1 << 20) if fcntl($w, 4, 2048); push @kept, $r, $w } exit } } 1 while wait > 0'; echo en""ough`,
    atWorst: (attacker) => shownOrOutOfMemory(attacker, "enough"),
  },
  {
    name: "files that fill every writable file system",
    source: "tmpfs(5): size",
    command: `for f in /tmp /root /dev/shm /dev; do head -c 1G /dev/zero > $f/full; done; echo en""ough`,
    atWorst: ({ screen }) => screen.shows(/No space left[\s\S]*enough/),
  },
  {
    name: "files without number",
    source: "tmpfs(5): nr_inodes",
    needs: "file count",
    command: `perl -e 'for $d (qw(/tmp /root /dev/shm)) { 1 while $n++ < 1e6 && open F, ">", "$d/$n" } print "$n, en" . "ough\\n"'`,
    async atWorst({ screen }) {
      const shown = await screen.shows("enough\r\n");
      const made = Number(/(\d+), enough/.exec(shown)?.[1]);
      assert.ok(made < 100_000, `${made} files`);
    },
  },
  {
    name: "open files, sockets and terminals without number",
    source: "getrlimit(2): RLIMIT_NOFILE; pty(7): /proc/sys/kernel/pty/max",
    command: "hold",
    async atWorst(attacker, { hasOwnKernel }) {
      const { sandbox } = attacker;
      // What holds them takes memory, and gVisor's kernel has it from the lab's own account.
      for (let child = 0; child < 30; child++)
        if ((await shownOrOutOfMemory(attacker, "full: No file descriptors", hasOwnKernel)) === null) return;
      // The server is told that there is no further terminal, unless a daemon takes it from elsewhere.
      await sandbox.openTerminal({ cols: 80, rows: 24 }).then(
        (terminal) => terminal.close(),
        (error) => assert.ok(error instanceof SandboxError),
      );
    },
  },
  {
    name: "ten threads that compute",
    source: "cgroup-v2.rst: cpu.max; sched(7)",
    command: "burn",
    atWorst: ({ screen }) => screen.shows("burning"),
  },
  {
    name: "many thousand processes in a row",
    source: "vfork(2), pid_namespaces(7)",
    command: `spawn ${process.env.PIDONE_ATTACK_PROCESSES ?? 20_000}`,
    async atWorst(attacker) {
      const stop = attacker.sandbox.watch({ processes() {}, event() {} });
      // The kernel frees what a process had a moment later, so of very many the memory may be full.
      await shownOrOutOfMemory(attacker, "spawned").finally(stop);
    },
  },
];

export const exhaustionAttacks: Attack[] = [
  ...bombs.map(explode),
  {
    name: "output without end",
    source: "pty(7); the session's flow control",
    async run(ground) {
      const neighbour = await ground.neighbour();
      await using attacker = await ground.start();
      const terminal = await attacker.sandbox.openTerminal({ cols: 80, rows: 24 });
      let bytes = 0;
      const { promise: much, resolve } = Promise.withResolvers<void>();
      terminal.onData((data) => {
        bytes += data.length;
        if (bytes > 50 * MiB) resolve();
      });
      terminal.write(Buffer.from("stty -opost; exec cat /dev/zero\n"));
      const well = neighbour.isWell();
      await much;
      await well;
      // Nobody reads: it must block, not fill the server.
      terminal.pause();
      await neighbour.isWell();
      const paused = bytes;
      await neighbour.isWell();
      assert.equal(bytes, paused);
      terminal.resume();
      await attacker.sandbox.stop();
      await neighbour.isWell();
    },
  },
  {
    name: "a PID 1 that takes all memory: the session ends, and says why",
    source: "cgroup-v2.rst: memory.max, memory.events",
    needs: "cgroup",
    async run(ground) {
      const neighbour = await ground.neighbour();
      await using attacker = await ground.start();
      attacker.screen.type(`exec perl -e '$x = "x" x 200_000_000'\n`);
      const end: SandboxEnd = await attacker.sandbox.ended;
      assert.equal(end.reason, "out-of-memory", end.detail);
      await neighbour.isWell();
    },
  },
];

function explode({ name, source, needs, command, atWorst }: Bomb): Attack {
  return {
    name,
    source,
    ...(needs && { needs }),
    async run(ground: Ground) {
      const neighbour = await ground.neighbour();
      await using attacker = await ground.start();
      attacker.screen.type(`${command}\n`);
      await attacker.screen.shows("\r\n"); // The echo.
      await atWorst(attacker, ground);
      await neighbour.isWell();
      // The next visitor comes in as ever.
      await using next = await ground.start();
      assert.match(await next.screen.command("echo came in"), /came in/);
      await attacker.sandbox.stop();
      await neighbour.isWell();
    },
  };
}

/** The kernel chooses whom it kills: the visitor is told by the shell, or by the session's end. @returns null at its end */
async function shownOrOutOfMemory(
  { screen, sandbox }: Started,
  wanted: string,
  kernelMayEnd = false,
): Promise<string | null> {
  const over = sandbox.ended.then(({ reason, exit, detail }) => {
    assert.ok(reason === "out-of-memory" || (kernelMayEnd && isEndOfOwnKernel(exit)), detail);
    return null;
  });
  const shown = screen.shows(wanted).catch((error: Error) => {
    if (/closed/.test(error.message)) return over;
    throw error;
  });
  return Promise.race([shown, over]);
}

/** gVisor's kernel is a program in Go, which ends with code 2 where it gets no more. No lab but its own ends with it. */
function isEndOfOwnKernel(exit: SandboxEnd["exit"]): boolean {
  return exit !== undefined && "code" in exit && exit.code === 2;
}

async function pidsAtLimit(sandbox: Started["sandbox"]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = sandbox.watch({
    processes({ pids }) {
      if (pids.max !== null && pids.current >= pids.max - 1) resolve();
    },
    event() {},
  });
  await promise.finally(stop);
}
