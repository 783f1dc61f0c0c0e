/** What a sandbox keeps from its visitor. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { SandboxDriver } from "../../../../src/server/sandbox/sandbox.ts";
import type { Check } from "./checks.ts";
import { forbiddenCalls } from "./forbidden-calls.ts";
import { startSandboxForTest } from "./sandboxes.ts";
import { prompt, Screen } from "./screen.ts";

/** Files of /proc that tell of the machine. */
const secrets = "cmdline diskstats interrupts kcore key-users keys partitions swaps timer_list".split(" ");

export const isolationChecks: Check[] = [
  {
    name: "a second terminal has no more rights than the first",
    async run(driver) {
      await using started = await startSandboxForTest(driver);
      await started.screen.shows(prompt);
      const second = new Screen(await started.sandbox.openTerminal({ cols: 80, rows: 24 }));
      await second.shows(prompt);
      assert.match(
        await second.command("command grep -E 'NoNewPrivs|Seccomp:|CapEff' /proc/self/status"),
        /0000000000000000\r\nNoNewPrivs:\s*1\r\nSeccomp:\s*2/,
      );
    },
  },
  {
    name: "root has no capabilities, and can gain none",
    async run(driver) {
      const status = await inside(driver, "cat /proc/self/status");
      for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"]) {
        assert.match(status, new RegExp(`^${set}:\\s*0{16}$`, "m"));
      }
      assert.match(status, /^NoNewPrivs:\s*1$/m);
      assert.match(status, /^Seccomp:\s*2$/m);
      assert.match(status, /^Uid:\s*0\s/m);
    },
  },
  {
    name: "capabilities are those that a lab names",
    async run(driver) {
      const status = await inside(driver, "grep Cap /proc/self/status", { capabilities: ["CAP_KILL"] });
      const kill = (1 << 5).toString(16).padStart(16, "0");
      for (const set of ["CapPrm", "CapEff", "CapBnd"]) assert.match(status, new RegExp(`^${set}:\\s*${kill}$`, "m"));
    },
  },
  {
    name: "the root file system cannot be written, secrets of /proc cannot be read",
    async run(driver) {
      const tried = await inside(
        driver,
        `for f in /x /etc/x /lab/x /var/tmp/x; do touch $f 2>&1; done
         for f in ${secrets.join(" ")}; do echo $f $(cat /proc/$f 2>/dev/null | wc -c); done
         echo 1 2>&1 > /proc/sys/kernel/hostname; echo b > /proc/sysrq-trigger; ls /sys`,
      );
      for (const file of ["/x", "/etc/x", "/lab/x", "/var/tmp/x"]) {
        assert.match(tried, new RegExp(`'${file}': Read-only file system`));
      }
      for (const secret of secrets) assert.match(tried, new RegExp(`^${secret} 0$`, "m"));
      assert.match(tried, /hostname: Read-only/);
      assert.match(tried, /sysrq-trigger: (Read-only|Permission|Directory nonexistent)/);
    },
  },
  {
    name: "no network but loopback, which works",
    async run(driver) {
      const seen = await inside(
        driver,
        `cat /proc/net/dev
         perl -MIO::Socket::INET -e '
           $l = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die "listen: $!";
           $c = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $l->sockport) or die "connect: $!";
           print "loopback works\\n";
           IO::Socket::INET->new(PeerAddr => "192.0.2.1", PeerPort => 80) or print "outside: $!\\n";'`,
      );
      assert.deepEqual(
        [...seen.matchAll(/^\s*(\w+):/gm)].map(([, name]) => name).filter((name) => name !== "outside"),
        ["lo"],
      );
      assert.match(seen, /loopback works/);
      assert.match(seen, /outside: Network is unreachable/);
    },
  },
  {
    name: "the seccomp filter refuses what a lab has no business with",
    async run(driver) {
      if (process.arch !== "x64") return; // The numbers are x86-64's.
      const script = forbiddenCalls.map(
        ([name, call]) => `$r = ${call}; print "${name}: ", $r == -1 ? $!{EPERM} ? "EPERM" : $! : "done", "\\n";`,
      );
      const answer = await inside(driver, `perl -MErrno -e '${script.join("\n").replaceAll("'", "'\\''")}'`);
      assert.deepEqual(
        answer.trim().split("\n"),
        forbiddenCalls.map(([name]) => `${name}: EPERM`),
      );
      const clone3 = await inside(
        driver,
        `perl -MErrno -e '$r = syscall(435, 0, 0); print $!{ENOSYS} ? "ENOSYS" : $!'`,
      );
      assert.equal(clone3, "ENOSYS");
    },
  },
  {
    name: "the OOM killer's preference for a lab cannot be taken back, where the server has CAP_SYS_RESOURCE",
    async run(driver) {
      await using started = await startSandboxForTest(driver);
      await started.screen.shows(prompt);
      const tries = "for pid in 1 self; do echo 0 > /proc/$pid/oom_score_adj; cat /proc/$pid/oom_score_adj; done 2>&1";
      const value = (await hasSysResource()) ? "500" : "0";
      const said = await started.screen.command(tries);
      assert.deepEqual(said.match(/^-?\d+(?=\r)/gm), [value, value], said);
    },
  },
  {
    name: "strace works, set-user-ID programs are nowhere",
    async run(driver) {
      assert.match(
        await inside(driver, "strace -f -e trace=clone,vfork,fork sh -c 'true; /bin/true; :' 2>&1"),
        /exited with 0/,
      );
      assert.equal(await inside(driver, "find / -xdev -perm /6000 -type f"), "");
    },
  },
  {
    name: "two sandboxes have nothing in common",
    async run(driver) {
      await using first = await startSandboxForTest(driver);
      await using second = await startSandboxForTest(driver);
      await Promise.all([first.screen.shows(prompt), second.screen.shows(prompt)]);
      await first.screen.command("echo secret > /tmp/note; echo secret > /dev/shm/note");
      assert.doesNotMatch(await second.screen.command("cat /tmp/* /dev/shm/* /root/*"), /secret\r/);
      // The shell itself expands this, so no other process is there.
      assert.equal((await second.screen.command("echo /proc/[0-9]*")).trim(), "/proc/1");
      const namespaces = ["pid", "mnt", "ipc", "uts", "net"];
      const list = `readlink ${namespaces.map((name) => `/proc/self/ns/${name}`).join(" ")}`;
      const [one, two] = await Promise.all([first.screen.command(list), second.screen.command(list)]);
      for (const name of one.trim().split("\r\n")) assert.ok(!two.includes(name), `both are in ${name}`);
    },
  },
];

export const cgroupNamespaceChecks: Check[] = [
  {
    name: "a sandbox does not see where in the cgroup tree it is",
    async run(driver) {
      const seen = await inside(driver, "cat /proc/self/cgroup");
      assert.match(seen, /^\d+:/);
      for (const line of seen.trim().split("\n")) assert.match(line, /:\/$/);
    },
  },
];

export const idChecks: Check[] = [
  {
    name: "root inside is nobody outside, and nobody in another sandbox",
    async run(driver) {
      await using first = await startSandboxForTest(driver);
      await using second = await startSandboxForTest(driver);
      const seen = [];
      for (const { sandbox } of [first, second]) {
        const { stdout } = await sandbox.run(["cat", "/proc/self/uid_map"], { timeoutMs: 30_000 });
        assert.doesNotMatch(stdout, /^\s*0\s+0\s+\d+$/m);
        seen.push((await sandbox.run(["readlink", "/proc/self/ns/user"], { timeoutMs: 30_000 })).stdout);
      }
      assert.notEqual(seen[0], seen[1]);
    },
  },
];

/** Runs a shell script in a fresh sandbox. @returns what it printed on both outputs */
async function inside(
  driver: SandboxDriver,
  script: string,
  changes: { capabilities?: string[] } = {},
): Promise<string> {
  await using started = await startSandboxForTest(driver, changes);
  await started.screen.shows(prompt);
  const { stdout } = await started.sandbox.run(["sh", "-c", `{ ${script}\n} 2>&1`], { timeoutMs: 30_000 });
  return stdout;
}

async function hasSysResource(): Promise<boolean> {
  const effective = /^CapEff:\s*(\S+)/m.exec(await readFile("/proc/self/status", "utf8"))?.[1] ?? "0";
  return (BigInt(`0x${effective}`) & (1n << 24n)) !== 0n;
}
