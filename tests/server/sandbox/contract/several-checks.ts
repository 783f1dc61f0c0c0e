/** Several containers in one sandbox: what they share, what each has alone, and how they end. */
import assert from "node:assert/strict";
import type { ProcessEvent, Processes } from "../../../../src/protocol/processes.ts";
import type { Sandbox, SandboxSpec } from "../../../../src/server/sandbox/sandbox.ts";
import type { Check } from "./checks.ts";
import { startSandboxForTest } from "./sandboxes.ts";
import { prompt, Screen } from "./screen.ts";

const MiB = 1024 * 1024;
const limits = { pids: 48, memory_bytes: 48 * MiB, cpus: 1, tmpfs_bytes: 6 * MiB };

/** PID 1 reaps what it adopts, and ends by SIGTERM with code 3. */
const holder = ["/usr/bin/perl", "-e", '$SIG{TERM} = sub { exit 3 }; $SIG{CHLD} = "IGNORE"; sleep 1000 while 1'];
const shell = ["/bin/bash", "-l"];
/** Leaves an orphan, and lives on. */
const service = ["/bin/bash", "-c", "(sleep 1000 &); echo served; exec sleep 2000"];

/** Both of its processes run what they shall: it says "served" before that. */
const areServing = (list: Processes["list"]) => list.filter(({ command }) => command === "sleep").length === 2;

const pod: Partial<SandboxSpec> = {
  limits,
  command: holder,
  containers: [
    { name: "lab", command: shell },
    { name: "web", command: service },
  ],
};

export const severalChecks: Check[] = [
  {
    name: "containers see each other's processes, and each has its own files, terminal and host name",
    async run(driver) {
      await using started = await startSandboxForTest(driver, pod);
      const { screen, sandbox } = started;
      await screen.shows(prompt);
      const [web] = sandbox.furtherTerminals;
      assert.ok(web);
      await new Screen(web).shows("served");
      assert.match(await screen.command("cat /proc/1/comm; hostname"), /^perl\r\nlab\r/);
      await untilSeen(sandbox, areServing);
      assert.match(await screen.command("pgrep -fx 'sleep 2000' > /tmp/web; wc -l < /tmp/web"), /^1\r/);
      // Another container's files are reached through its process alone.
      assert.match(await screen.command("touch /proc/$(< /tmp/web)/root/tmp/note; ls /tmp"), /^web\r/);
      assert.match(await screen.command("ls /proc/$(< /tmp/web)/root/tmp"), /^note\r/);
      // What is run later, and further terminals, are where terminal 0 is.
      assert.equal((await sandbox.run(["hostname"], { timeoutMs: 20_000 })).stdout, "lab\n");
      const further = new Screen(await sandbox.openTerminal({ cols: 80, rows: 24 }));
      await further.shows(prompt);
      assert.match(await further.command("hostname"), /^lab\r/);
    },
  },
  {
    name: "the picture has all processes, each with its container, and PID 1 adopts from all",
    async run(driver) {
      await using started = await startSandboxForTest(driver, pod);
      await started.screen.shows(prompt);
      const list = await untilSeen(started.sandbox, areServing);
      assert.deepEqual(
        list.map(({ command, ppid, container }) => [command, ppid, container]),
        [
          ["perl", 0, "main"],
          ["bash", 0, "lab"],
          ["sleep", 0, "web"],
          ["sleep", 1, "web"],
        ],
      );
    },
  },
  {
    name: "when a container's command ends, its terminal says how, what it left ends, and the others go on",
    async run(driver) {
      await using started = await startSandboxForTest(driver, pod);
      const { screen, sandbox } = started;
      await screen.shows(prompt);
      await untilSeen(sandbox, areServing);
      const [web] = sandbox.furtherTerminals;
      assert.ok(web);
      const said = new Screen(web);
      await screen.command("pkill -KILL -fx 'sleep 2000'");
      assert.match(
        await said.shows(/has ended: .*\r\n/),
        // A daemon tells of a code.
        /^served\r\n\r\n\[The container web has ended: it (was killed by|exited with code 137, which is 128 \+ 9:) SIGKILL\.\]/,
      );
      await untilSeen(sandbox, (list) => list.every(({ container }) => container !== "web"));
      assert.match(await screen.command("echo goes on"), /goes on/);
    },
  },
  {
    name: "the sandbox ends with PID 1, and with the command of terminal 0",
    async run(driver) {
      await using first = await startSandboxForTest(driver, pod);
      await first.screen.shows(prompt);
      // Before PID 1 has its handler the kernel drops the signal.
      first.screen.type("while kill 1; do sleep 0.1; done\n");
      assert.deepEqual((await first.sandbox.ended).exit, { code: 3 });
      await using second = await startSandboxForTest(driver, pod);
      await second.screen.shows(prompt);
      second.screen.type("exit 5\n");
      assert.deepEqual((await second.sandbox.ended).exit, { code: 5 });
    },
  },
];

/** Each container has a part of the limits. */
export const severalDividedChecks: Check[] = [
  {
    name: "containers that all use up what they have use no more than the limits, together",
    async run(driver) {
      const forks = `read; perl -e '1 while $n++ < 100 and defined($pid = fork) and $pid; $pid // print "fu" . "ll\\n"; sleep 1000'`;
      await using started = await startSandboxForTest(driver, {
        ...pod,
        containers: [
          { name: "lab", command: shell },
          { name: "one", command: ["/bin/bash", "-c", forks] },
          { name: "two", command: ["/bin/bash", "-c", forks] },
        ],
      });
      const { screen, sandbox } = started;
      await screen.shows(prompt);
      const { promise, resolve } = Promise.withResolvers<Processes["pids"]>();
      const stop = sandbox.watch({ processes: ({ pids }) => resolve(pids), event: () => {} });
      assert.equal((await promise.finally(stop)).max, limits.pids);
      // One that takes more than the part of its container is killed, though there is as much for all.
      assert.match(await screen.command("perl -e '$x = qq(x) x 30_000_000'; echo code $?"), /code 137/);
      for (const terminal of sandbox.furtherTerminals) {
        const other = new Screen(terminal);
        other.type("\n");
        await other.shows("full");
      }
      const full = screen.shows("full");
      screen.type(`${forks.replace("read; ", "")} &\n`);
      await full;
      const list = await untilSeen(sandbox, () => true);
      assert.ok(list.length > limits.pids * 0.8 && list.length <= limits.pids, `${list.length} processes`);
    },
  },
];

/** Limits of a cgroup. */
export const severalLimitChecks: Check[] = [
  {
    name: "limits are those of all containers together",
    async run(driver) {
      const eats = "read; perl -e '$x = qq(x) x 30_000_000; print qq(eaten\\n); sleep 1000'; echo killed";
      await using started = await startSandboxForTest(driver, {
        ...pod,
        containers: [
          { name: "lab", command: shell },
          { name: "eats", command: ["/bin/bash", "-c", eats] },
        ],
      });
      const { screen, sandbox } = started;
      await screen.shows(prompt);
      const { promise, resolve } = Promise.withResolvers<Processes>();
      sandbox.watch({ processes: resolve, event: () => {} });
      assert.equal((await promise).pids.max, limits.pids);
      // Each alone may have so much memory; both together may not.
      const [terminal] = sandbox.furtherTerminals;
      assert.ok(terminal);
      const eater = new Screen(terminal);
      eater.type("\n");
      await eater.shows("eaten");
      const told = new Promise<void>((resolve) => sandbox.onMemoryKill(resolve));
      await screen.command("perl -e '$x = qq(x) x 30_000_000; sleep 1'");
      await told;
      assert.match(await screen.command("head -c 10M /dev/zero > /tmp/big; wc -c < /tmp/big"), /^2097152\r$/m);
    },
  },
];

async function untilSeen(sandbox: Sandbox, isSo: (list: Processes["list"]) => boolean): Promise<Processes["list"]> {
  const { promise, resolve } = Promise.withResolvers<Processes["list"]>();
  const stop = sandbox.watch({
    processes: ({ list }) => {
      if (isSo(list)) resolve(list);
    },
    event: (_: ProcessEvent) => {},
  });
  return await promise.finally(stop);
}
