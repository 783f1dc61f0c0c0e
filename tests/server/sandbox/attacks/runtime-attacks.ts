/** Attacks on the container runtime, and on what it and the server leave in a container. */
import assert from "node:assert/strict";
import { chmod, mkdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../../../../src/server/sandbox/sandbox.ts";
import { makeStateDir } from "../../state-dir.ts";
import { startSandboxForTest } from "../contract/sandboxes.ts";
import { prompt, Screen } from "../contract/screen.ts";
import { type Attack, allRefused, type Started } from "./attack.ts";

export const runtimeAttacks: Attack[] = [
  {
    name: "the runtime's own program, process and open folders while it joins",
    source: "CVE-2016-9962, CVE-2019-5736, CVE-2024-21626",
    async run(ground) {
      await lieInWait(await ground.attacker());
    },
  },
  {
    name: "becoming the owner of the machine's /dev/null",
    source: "null(4), chown(2): a runtime gives its standard streams to the container's user, whatever they are",
    async run(ground) {
      await using attacker = await ground.start();
      const { stdout } = await attacker.sandbox.run(["cat", "/proc/self/uid_map"], { timeoutMs: 30_000 });
      const terminal = await attacker.sandbox.openTerminal({ cols: 80, rows: 24 });
      await new Screen(terminal).shows(prompt);
      const { uid, mode } = await stat("/dev/null");
      const root = Number(stdout.trim().split(/\s+/)[1]);
      // Where root inside is root outside, it has no right to the files of the machine.
      assert.ok(root === 0 || uid !== root, `/dev/null is of user ${uid}, who is the sandbox's root`);
      assert.equal(mode & 0o777, 0o666);
    },
  },
  {
    name: "holding on to the output of a command that the server runs",
    source: "proc(5): /proc/PID/fd; pipe(7): it is closed when the last who has it open is gone",
    async run(ground) {
      const { sandbox } = await ground.attacker();
      // As a visitor's process does who opens the command's own /proc/PID/fd/1. It is over in its time, one way or other.
      await sandbox
        .run(["sh", "-c", "sleep 3000 & echo no end"], { timeoutMs: 2000 })
        .catch((error: Error) => assert.ok(error instanceof SandboxError));
      await sandbox.run(["pkill", "sleep"], { timeoutMs: 30_000 });
    },
  },
  {
    name: "a lab that names every capability, in vain",
    needs: "user namespace",
    source: "capabilities(7): they are those of the container's own user namespace, and the system calls stay closed",
    async run(ground) {
      await using attacker = await ground.start({ capabilities });
      const { sandbox } = attacker;
      for (const program of [
        "calls",
        "sockets",
        "modules",
        "devices",
        "proc",
        "replace",
        "outsiders",
        "network",
        "crash",
      ]) {
        const { stdout, stderr } = await sandbox.run([program], { timeoutMs: 60_000 });
        allRefused(stdout, `${program} ${stderr}`);
      }
      await lieInWait(attacker);
    },
  },
  {
    name: "a command that is the runtime itself: #!/proc/self/exe",
    source: "CVE-2019-5736",
    async run(ground) {
      await using lab = await labWith({ app: "#!/proc/self/exe\n" });
      const neighbour = await ground.neighbour();
      // It may fail to start, or run as whatever the kernel makes of it in the container, if in a circle for ever.
      const started = await startSandboxForTest(ground.driver, { labDir: lab.dir, command: ["/lab/bin/app"] }).catch(
        (error: Error) => assert.ok(error instanceof SandboxError),
      );
      await neighbour.isWell();
      await started?.sandbox.stop();
      await neighbour.isWell();
    },
  },
  {
    name: "open files, working directories and the environment that the runtime and the server leave",
    source: "CVE-2024-21626, open(2): O_CLOEXEC, environ(7)",
    async run(ground) {
      const attacker = await ground.attacker();
      const words = ["PIDONE_", "node_modules", "XDG_RUNTIME_DIR", process.cwd()];
      await ground.tries("descriptors", ...words);
      allRefused(await attacker.screen.command(`descriptors ${words.join(" ")}`));
    },
  },
  {
    name: "a PID 1 that changes its root under the server's eyes",
    source: "chroot(2), proc(5): /proc/PID/root is followed by whoever looks from outside",
    async run(ground) {
      const traps = [
        "mkdir -p /tmp/r/proc/7; perl -MPOSIX -e 'mkfifo(\"/tmp/r/proc/7/stat\", 0666)'",
        "mkdir /tmp/r; perl -MPOSIX -e 'mkfifo(\"/tmp/r/proc\", 0666)'",
        "mkdir /tmp/r; ln -s /proc /tmp/r/proc",
      ];
      for (const trap of traps) {
        await using attacker = await ground.start({ capabilities: ["CAP_SYS_CHROOT"] });
        attacker.screen.type(
          `${trap}; exec perl -e 'chroot "/tmp/r" and print "gone" . " away"; close STDOUT; sleep 1000'\n`,
        );
        await attacker.screen.shows("gone away");
        let seen = 0;
        // Whether it says so or shows nothing: it neither waits nor tells of others.
        try {
          attacker.sandbox.watch({ processes: ({ list }) => (seen = list.length), event() {} })();
        } catch (error) {
          assert.ok(error instanceof SandboxError);
        }
        assert.ok(seen <= 2, `${seen} processes seen`);
      }
    },
  },
  {
    name: "other things where the runtime goes when it joins: the working directory, /dev, /proc",
    source: "CVE-2024-21626, CVE-2025-31133, CVE-2025-52565: paths that a container changes under the runtime",
    needs: "dev",
    async run(ground) {
      await ground.tries("replace");
      // And the runtime still finds its way.
      const { sandbox } = await ground.attacker();
      const terminal = await sandbox.openTerminal({ cols: 80, rows: 24 });
      await new Screen(terminal).shows(prompt);
      terminal.close();
    },
  },
  {
    name: "a lab's folder full of links that point outside",
    source: "CVE-2018-15664, CVE-2021-30465: links that a runtime follows on the host",
    async run(ground) {
      await using lab = await labWith({ "real-program": "#!/bin/sh\necho real\n" });
      const secret = join(lab.dir, "secret");
      await writeFile(secret, "the host's secret");
      for (const [name, target] of [
        ["file", secret],
        ["folder", lab.dir],
        ["up", "../secret"],
        ["root", "/"],
        ["self", "/proc/self/exe"],
      ] as const)
        await symlink(target, join(lab.dir, "bin", name));
      await using attacker = await startSandboxForTest(ground.driver, { labDir: lab.dir });
      await attacker.screen.shows(prompt);
      const tries =
        "real-program; cat /lab/bin/file /lab/bin/up /lab/bin/folder/secret /lab/bin/../secret; readlink -f /lab/bin/root; ls -d /lab/bin/root$0/..";
      const { stdout } = await attacker.sandbox.run(["sh", "-c", `{ ${tries}; } 2>&1`], { timeoutMs: 30_000 });
      assert.match(stdout, /^real$/m);
      assert.doesNotMatch(stdout, /the host's secret/);
      // A link to the root is one to the sandbox's own.
      assert.match(stdout, /^\/$/m);
    },
  },
];

/** A lab folder with programs in its bin/. */
async function labWith(programs: Record<string, string>): Promise<{ dir: string } & AsyncDisposable> {
  const dir = await makeStateDir();
  await chmod(dir, 0o755);
  await mkdir(join(dir, "bin"), { mode: 0o755 });
  for (const [name, text] of Object.entries(programs)) await writeFile(join(dir, "bin", name), text, { mode: 0o755 });
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}

/** All but CAP_SYS_BOOT and CAP_SYS_CHROOT, which open a system call each, for the container's own namespaces. */
const capabilities =
  `AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH
  FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE
  NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE
  SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM`
    .split(/\s+/)
    .map((name) => `CAP_${name}`);

/** Has the runtime join a container again and again while one in it watches for that. */
async function lieInWait({ sandbox }: Started): Promise<void> {
  const waiting = sandbox.run(["runtime", "/tmp/enough"], { timeoutMs: 60_000 });
  await sandbox.run(["sh", "-c", "until pgrep -x runtime; do sleep 0.05; done"], { timeoutMs: 30_000 });
  for (let time = 0; time < 12; time++) await sandbox.run(["/bin/true"], { timeoutMs: 30_000 });
  for (let time = 0; time < 3; time++) {
    const terminal = await sandbox.openTerminal({ cols: 80, rows: 24 });
    const screen = new Screen(terminal);
    await screen.shows(prompt);
    terminal.close();
    await screen.closed;
  }
  await sandbox.run(["touch", "/tmp/enough"], { timeoutMs: 30_000 });
  const { stdout, stderr } = await waiting;
  await sandbox.run(["rm", "/tmp/enough"], { timeoutMs: 30_000 });
  const [seen = ""] = allRefused(stdout, stderr);
  assert.match(seen, /[1-9]\d* looks/, "the runtime was never caught in the act");
}
