/** Attacks on the kernel and on the machine: system calls, files, devices, other processes, the network. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { type Attack, allRefused } from "./attack.ts";

export const kernelAttacks: Attack[] = [
  {
    name: "forbidden system calls: mounts, namespaces, keys, modules, clocks, bpf and more",
    source:
      "mount(2), fsopen(2), unshare(2), clone(2), keyctl(2), init_module(2), bpf(2); CVE-2022-0185, CVE-2022-0492",
    run: async (ground) => void (await ground.tries("calls")),
  },
  {
    name: "every other system call by its number, 32-bit and x32 calls",
    source: "seccomp(2), caveats",
    run: async (ground) => void (await ground.tries("numbers")),
  },
  {
    name: "sockets of any other family, type and protocol",
    source: "socket(2), address_families(7): AF_PACKET, AF_NETLINK, AF_VSOCK, AF_ALG, SOCK_RAW",
    run: async (ground) => void (await ground.tries("sockets")),
  },
  {
    name: "having the kernel load modules or compile filters",
    source: "netdevice(7), socket(7), seccomp(2), tcp(7); CVE-2021-22555; net.core.bpf_jit_limit in bpf(2)",
    run: async (ground) => void (await ground.tries("modules")),
  },
  {
    name: "device nodes, made and found",
    source: "mknod(2), mem(4), null(4)",
    run: async (ground) => void (await ground.tries("devices")),
  },
  {
    name: "files that give rights, devices, writable files anywhere in the root",
    source: "execve(2), capabilities(7)",
    run: async (ground) => void (await ground.tries("tree")),
  },
  {
    name: "all of /proc for writing, its secrets for reading; other ids",
    source:
      "proc(5): sysrq-trigger, core_pattern, modprobe, release_agent; user_namespaces(7); CVE-2025-31133, CVE-2025-52881",
    run: async (ground) => void (await ground.tries("proc")),
  },
  {
    name: "the terminal's input, line disciplines, consoles",
    source: "ioctl_tty(2); CVE-2017-5226, CVE-2023-28100, CVE-2023-6546",
    async run(ground) {
      await using attacker = await ground.start();
      allRefused(await attacker.screen.command("terminal"));
      // Nothing was typed: the next line is all that the shell reads.
      assert.equal(await attacker.screen.command("echo nothing else"), "nothing else\r\n");
    },
  },
  {
    name: "a set-user-ID program of one's own",
    source: "execve(2), mount(8): nosuid; PR_SET_NO_NEW_PRIVS in prctl(2)",
    async run(ground) {
      const { sandbox } = await ground.attacker();
      const script =
        "cp /usr/bin/id /tmp/id && chmod 6755 /tmp/id && /tmp/id -u && grep NoNewPrivs /proc/self/status; rm /tmp/id";
      const { stdout } = await sandbox.run(["sh", "-c", script], { timeoutMs: 30_000 });
      assert.match(stdout, /^0\nNoNewPrivs:\s1\n$/);
      const { stdout: mounts } = await sandbox.run(["cat", "/proc/self/mounts"], { timeoutMs: 30_000 });
      // Of the root, which /lab/bin may be a part of, nothing can be written.
      for (const folder of ["/tmp", "/root", "/dev/shm", ...(mounts.includes(" /lab/bin ") ? ["/lab/bin"] : [])])
        assert.match(mounts, new RegExp(`^\\S+ ${folder} \\S+ \\S*nosuid`, "m"));
    },
  },
  {
    name: "processes outside",
    source: "ptrace(2), process_vm_readv(2), kill(2), pidfd_open(2), prlimit(2), pid_namespaces(7)",
    run: async (ground) => void (await ground.tries("outsiders", String(process.pid), String(process.ppid))),
  },
  {
    name: "any address but loopback's, what listens on the host's loopback, abstract sockets of the host",
    source: "ip(7), ipv6(7), unix(7), network_namespaces(7)",
    async run(ground) {
      const name = `pid-one-attacked-${process.pid}`;
      const tcp = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
      const local = createServer((socket) => socket.end()).listen(`\0${name}`);
      try {
        await Promise.all([once(tcp, "listening"), once(local, "listening")]);
        const address = tcp.address();
        assert.ok(address !== null && typeof address === "object");
        const own = Object.values(networkInterfaces())
          .flatMap((list = []) => list)
          .filter(({ internal, scopeid = 0 }) => !internal && scopeid === 0)
          .flatMap(({ address }) => ["to", address]);
        await ground.tries("network", "tcp", String(address.port), "unix", name, ...own);
      } finally {
        tcp.close();
        local.close();
      }
    },
  },
  {
    name: "a crash, which would start the host's handler of core dumps",
    source: "core(5), piping core dumps to a program; CVE-2025-4598, CVE-2025-5054",
    run: async (ground) => void (await ground.tries("crash")),
  },
  {
    name: "killing everything that can be seen",
    source: "kill(2): -1",
    async run(ground) {
      const neighbour = await ground.neighbour();
      await using attacker = await ground.start({ init: "tini" });
      await attacker.sandbox.run(["sh", "-c", "kill -9 -1"], { timeoutMs: 30_000 }).catch(() => {}); // It kills itself.
      await attacker.sandbox.ended;
      await neighbour.isWell();
    },
  },
];
