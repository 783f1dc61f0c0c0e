/** What a learner does in every lab. */
import assert from "node:assert/strict";
import type { ProcessEvent, Processes } from "../../../../src/protocol/processes.ts";
import type { Check } from "./checks.ts";
import { makeLab, startSandboxForTest } from "./sandboxes.ts";
import { prompt, Screen } from "./screen.ts";

export const everydayChecks: Check[] = [
  {
    name: "a shell comes up at its prompt, with job control",
    async run(driver) {
      await using started = await startSandboxForTest(driver);
      const { screen } = started;
      const before = await screen.shows(prompt);
      assert.doesNotMatch(before, /no job control|cannot set terminal process group|warning|locale/i);

      // Ctrl-C ends what runs, not the shell.
      screen.type("sleep 1000\n");
      await screen.shows("sleep 1000\r\n");
      await untilRunning(started.sandbox, "sleep");
      screen.type("\x03");
      await screen.shows(prompt);
      assert.match(await screen.command("echo status $?"), /status 130/);

      // Ctrl-Z stops it, fg goes on with it.
      screen.type("sleep 2000\n");
      await untilRunning(started.sandbox, "sleep");
      screen.type("\x1a");
      await screen.shows(/Stopped\s+sleep 2000/);
      await screen.shows(prompt);
      screen.type("fg\n");
      await screen.shows("fg\r\n");
      await screen.shows("sleep 2000\r\n");
      await untilRunning(started.sandbox, "sleep", "S");
      screen.type("\x03");
      await screen.shows(prompt);

      // Ctrl-D at an empty prompt ends the lab.
      screen.type("\x04");
      const end = await started.sandbox.ended;
      assert.equal(end.reason, "exited");
      assert.deepEqual(end.exit, { code: 130 });
    },
  },
  {
    name: "the program sees the terminal's size, and its change",
    async run(driver) {
      await using started = await startSandboxForTest(driver, { cols: 91, rows: 33 });
      await started.screen.shows(prompt);
      assert.match(await started.screen.command("stty size"), /^33 91\r/);
      // The signal goes to the foreground process group, which the shell is not while it runs something.
      started.screen.type(
        `perl -e '$SIG{WINCH} = sub { system "stty size" }; $| = 1; print "wait" . "ing"; sleep 1 while 1'\n`,
      );
      await started.screen.shows("waiting");
      started.sandbox.terminal.resize({ cols: 120, rows: 40 });
      await started.screen.shows("40 120\r\n");
    },
  },
  {
    name: "a second terminal is a shell of the same sandbox, and can be closed",
    async run(driver) {
      await using started = await startSandboxForTest(driver);
      await started.screen.shows(prompt);
      const terminal = await started.sandbox.openTerminal({ cols: 77, rows: 11 });
      const second = new Screen(terminal);
      await second.shows(prompt);
      assert.match(await second.command("stty size"), /11 77/);
      await started.screen.command("echo from the first > /tmp/note");
      assert.match(await second.command("cat /tmp/note"), /from the first/);
      terminal.close();
      await second.closed;
      assert.match(await started.screen.command("echo still here"), /still here/);
    },
  },
  {
    name: "a command runs without a terminal; its output, its code and its time are bounded",
    async run(driver) {
      await using started = await startSandboxForTest(driver);
      const { sandbox } = started;
      await started.screen.shows(prompt);
      assert.deepEqual(await sandbox.run(["sh", "-c", "echo out; echo err >&2; exit 7"], { timeoutMs: 20_000 }), {
        exit: { code: 7 },
        stdout: "out\n",
        stderr: "err\n",
      });
      const much = await sandbox.run(["sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x"], { timeoutMs: 60_000 });
      assert.equal(much.stdout.length, 1024 * 1024);
      // Where prlimit(1) sets the limits, it is that which says so, as a shell would.
      const missing = await sandbox.run(["/no/such/program"], { timeoutMs: 20_000 }).then(
        ({ exit, stderr }) => `${JSON.stringify(exit)} ${stderr}`,
        (error: Error) => error.message,
      );
      assert.match(missing, /(cannot run|"code":127).*no such file/is);
      await assert.rejects(sandbox.run(["sleep", "3000"], { timeoutMs: 1000 }), /longer than 1 s/);
      await started.screen.command("while pgrep -fx 'sleep 3000'; do sleep 0.1; done"); // It is dying.
    },
  },
  {
    name: "signals from outside reach PID 1, SIGKILL as well",
    async run(driver) {
      // Bash may have missed the signal just before it waits, and sees it after that.
      const waits = "trap 'echo got it' TERM; echo ready; while :; do read -t 1; done";
      await using started = await startSandboxForTest(driver, { command: ["/bin/bash", "-c", waits] });
      await started.screen.shows("ready");
      await started.sandbox.signal("SIGTERM");
      await started.screen.shows("got it");
      await assert.rejects(started.sandbox.signal("SIGNAL"), /no signal SIGNAL/);
      await started.sandbox.signal("SIGKILL");
      assert.deepEqual((await started.sandbox.ended).exit, { signal: "SIGKILL" });
      await assert.rejects(started.sandbox.signal("SIGTERM"), /has ended/);
    },
  },
  {
    name: "PID 1 is the one that was chosen",
    async run(driver) {
      for (const [init, name] of [
        ["none", "bash"],
        ["tini", "tini"],
        ["pid-one", "pid-one"],
      ] as const) {
        await using started = await startSandboxForTest(driver, { init });
        await started.screen.shows(prompt);
        assert.match(await started.screen.command("cat /proc/1/comm"), new RegExp(`^${name}\r`));
        assert.doesNotMatch(await started.screen.command("sleep 1 & jobs"), /no job control/);
        started.screen.type("exit 5\n");
        assert.deepEqual((await started.sandbox.ended).exit, { code: 5 }, init);
      }
    },
  },
  {
    name: "the lab's programs are first on PATH, in the terminal and beside it",
    async run(driver) {
      await using lab = await makeLab("ls", "#!/bin/sh\necho the lab\\'s own\n");
      await using started = await startSandboxForTest(driver, { labDir: lab.dir, env: { LESSON: "7" } });
      await started.screen.shows(prompt);
      assert.match(await started.screen.command("command ls; echo $LESSON"), /the lab's own\r\n7/);
      assert.equal((await started.sandbox.run(["ls"], { timeoutMs: 20_000 })).stdout, "the lab's own\n");
    },
  },
  {
    name: "processes are reported",
    async run(driver) {
      await using started = await startSandboxForTest(driver);
      await started.screen.shows(prompt);
      const seen: Processes[] = [];
      const events: ProcessEvent[] = [];
      const first = Promise.withResolvers<void>();
      const zombie = Promise.withResolvers<void>();
      const reapedOutside = Promise.withResolvers<void>();
      const stop = started.sandbox.watch({
        processes: (snapshot) => {
          seen.push(snapshot);
          first.resolve();
          if (snapshot.list.some(({ state }) => state === "Z")) zombie.resolve();
        },
        event: (event) => {
          events.push(event);
          if (event.kind === "reaped" && event.by === 0) reapedOutside.resolve();
        },
      });
      await first.promise; // What is in it is no event.
      started.screen.type("(sleep 0.2 & exec sleep 1000)\n");
      // As `runc exec` does it: a process that enters from outside, where its parent is.
      const entered = started.sandbox.run(["sh", "-c", "sleep 0.1; exit 7"], { timeoutMs: 20_000 });
      await Promise.all([zombie.promise, entered, seen[0]?.sampled ?? reapedOutside.promise]);
      stop();
      assert.deepEqual(seen[0]?.list.map(({ pid, command }) => [pid, command])[0], [1, "bash"]);
      assert.equal(seen.at(-1)?.pids.max, 64);
      // Who looks from time to time knows no users.
      const { sampled, list = [] } = seen[0] ?? {};
      assert.ok(sampled || list.some(({ pid, uid, sid, pgid }) => pid === 1 && uid === 0 && sid === 1 && pgid === 1));
      assert.ok(events.some(({ kind }) => kind === "zombie"));
      if (sampled) return;
      const sh = events.find((event) => event.kind === "executed" && event.command === "sh");
      const life = events.filter(
        ({ pid, kind }) => pid === sh?.pid && !["zombie", "uid", "gid", "session", "signalled"].includes(kind),
      );
      assert.deepEqual(
        life.map(({ at: _, pid: __, ...event }) => event),
        [
          { kind: "forked", ppid: 0 },
          { kind: "executed", command: "sh" },
          { kind: "exited", exit: { code: 7 } },
          { kind: "reaped", by: 0, orphan: false },
        ],
      );
    },
  },
];

export const volumeChecks: Check[] = [
  {
    name: "ten megabytes come out whole, with pauses",
    async run(driver) {
      await using started = await startSandboxForTest(driver, {
        // Each line says which it is, so that one lost or doubled shows.
        command: ["/bin/sh", "-c", "stty -opost; read go; seq -f '%015.0f' 655360"],
      });
      const { terminal } = started.sandbox;
      started.screen.type("\n");
      await started.screen.shows("000000000000100\n");
      terminal.pause();
      await new Promise((resolve) => setImmediate(resolve));
      const paused = started.screen.text.length;
      // While it is paused a command has time to run from start to end, and nothing more comes.
      await started.sandbox.run(["true"], { timeoutMs: 20_000 });
      assert.equal(started.screen.text.length, paused);
      terminal.resume();
      await started.screen.closed;
      const lines = started.screen.text.trimEnd().split("\n");
      assert.equal(lines.length, 655_360 - 100);
      lines.forEach((line, index) => {
        if (Number(line) !== index + 101) assert.fail(`line ${index + 101} is ${JSON.stringify(line)}`);
      });
    },
  },
  {
    name: "a sandbox whose output nobody reads can be ended, from inside and from outside",
    async run(driver) {
      await using first = await startSandboxForTest(driver, { command: ["/bin/sh", "-c", "exec cat /dev/zero"] });
      await using second = await startSandboxForTest(driver, { command: ["/bin/sh", "-c", "exec cat /dev/zero"] });
      for (const { sandbox } of [first, second]) sandbox.terminal.pause();
      const further = await second.sandbox.openTerminal({ cols: 80, rows: 24 });
      further.onData(() => {});
      further.pause();
      further.write(Buffer.from("cat /dev/zero\n"));
      await first.sandbox.signal("SIGKILL");
      assert.deepEqual((await first.sandbox.ended).exit, { signal: "SIGKILL" });
      await second.sandbox.stop();
    },
  },
];

async function untilRunning(
  sandbox: { watch: (observer: { processes(snapshot: Processes): void; event(): void }) => () => void },
  command: string,
  state?: string,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = sandbox.watch({
    processes: ({ list }) => {
      if (list.some((process) => process.command === command && (state === undefined || process.state === state)))
        resolve();
    },
    event: () => {},
  });
  await promise.finally(stop);
}
