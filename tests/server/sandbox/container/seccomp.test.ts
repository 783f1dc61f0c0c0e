import fc from "fast-check";
import { expect, test } from "vitest";
import { allBut, seccompProfile } from "../../../../src/server/sandbox/container/seccomp.ts";

const allowed = (profile: ReturnType<typeof seccompProfile>) =>
  profile.syscalls.filter(({ action }) => action === "SCMP_ACT_ALLOW");
const namesOf = (profile: ReturnType<typeof seccompProfile>) => allowed(profile).flatMap(({ names }) => names);

test("everything that is not listed gets EPERM", () => {
  expect(seccompProfile([])).toMatchObject({ defaultAction: "SCMP_ACT_ERRNO", defaultErrnoRet: 1 });
});

test.each([
  ["new namespaces", ["unshare", "setns"]],
  [
    "mounts",
    [
      "mount",
      "umount",
      "umount2",
      "pivot_root",
      "move_mount",
      "fsopen",
      "fsmount",
      "fsconfig",
      "open_tree",
      "mount_setattr",
    ],
  ],
  ["keys", ["keyctl", "add_key", "request_key"]],
  [
    "the kernel's own machines",
    [
      "bpf",
      "perf_event_open",
      "userfaultfd",
      "io_uring_setup",
      "io_uring_enter",
      "io_uring_register",
      "io_setup",
      "io_submit",
    ],
  ],
  ["watching shared files", ["inotify_init1", "inotify_add_watch", "mincore", "cachestat", "preadv2"]],
  ["filters", ["seccomp", "landlock_restrict_self"]],
  ["file handles", ["open_by_handle_at", "name_to_handle_at"]],
  ["modules and boot", ["init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot"]],
  ["the clock", ["settimeofday", "clock_settime", "clock_adjtime", "adjtimex"]],
  ["the host's names", ["sethostname", "setdomainname"]],
])("not allowed: %s", (_, names) => {
  const all = namesOf(seccompProfile([]));
  expect(names.filter((name) => all.includes(name))).toEqual([]);
});

test("what is allowed only with certain arguments is nowhere allowed without", () => {
  const profile = seccompProfile([]);
  for (const name of [
    "clone",
    "socket",
    "socketpair",
    "ioctl",
    "prctl",
    "mmap",
    "memfd_create",
    "shmget",
    "personality",
    "fcntl",
    "setrlimit",
    "prlimit64",
    "setsockopt",
  ]) {
    const rules = allowed(profile).filter(({ names }) => names.includes(name));
    expect(rules.length, name).toBeGreaterThan(0);
    for (const { args } of rules) expect(args, name).toBeDefined();
  }
});

/** Whether a call passes, as libseccomp compares: all 64 bits of an argument. */
function passes(name: string, args: number[]): boolean {
  return allowed(seccompProfile([])).some(
    (rule) =>
      rule.names.includes(name) &&
      (rule.args ?? []).every(({ index, value, valueTwo = 0, op }) => {
        const argument = BigInt(args[index] ?? 0);
        if (op === "SCMP_CMP_LT") return argument < BigInt(value);
        return op === "SCMP_CMP_EQ" ? argument === BigInt(value) : (argument & BigInt(value)) === BigInt(valueTwo);
      }),
  );
}

test.each([
  ["prctl", "PR_SET_MM", [35], "PR_SET_NAME", [15]],
  ["prctl", "PR_SET_MM with high bits", [2 ** 32 + 35], "PR_SET_CHILD_SUBREAPER", [36]],
  ["fadvise64", "POSIX_FADV_DONTNEED", [0, 0, 0, 4], "POSIX_FADV_SEQUENTIAL", [0, 0, 0, 2]],
  ["prctl", "PR_SET_SECCOMP", [22], "PR_GET_SECCOMP", [21]],
  ["ioctl", "TIOCSETD", [0, 0x5423], "TIOCGWINSZ", [0, 0x5413]],
  ["ioctl", "TIOCCONS", [0, 0x541d], "TIOCSWINSZ", [0, 0x5414]],
  ["ioctl", "TIOCSTI with high bits", [0, 2 ** 32 + 0x5412], "TIOCGPTN, which says its size", [0, 0x8004_5430]],
  ["ioctl", "SIOCGIFBR", [0, 0x8940], "SIOCGIFCONF", [0, 0x8912]],
  ["ioctl", "FS_IOC_SETFLAGS", [0, 0x4008_6602], "FIONREAD", [0, 0x541b]],
  ["fcntl", "F_NOTIFY", [0, 1026], "F_DUPFD_CLOEXEC", [0, 1030]],
  ["fcntl", "F_SETLEASE with high bits", [0, 2 ** 32 + 1024], "F_SETFL", [0, 4]],
  ["setsockopt", "SO_ATTACH_FILTER", [0, 1, 26], "SO_REUSEADDR", [0, 1, 2]],
  ["setsockopt", "SO_ATTACH_FILTER with high bits", [0, 1, 2 ** 32 + 26], "IPV6_V6ONLY", [0, 41, 26]],
  ["setsockopt", "TCP_ULP", [0, 6, 31], "TCP_NODELAY", [0, 6, 1]],
  ["setrlimit", "RLIMIT_CORE", [4], "RLIMIT_NOFILE", [7]],
  ["setrlimit", "RLIMIT_CORE with high bits", [2 ** 32 + 4], "RLIMIT_CPU", [0]],
  ["prlimit64", "a new RLIMIT_CORE", [0, 4, 0x1000], "reading RLIMIT_CORE", [0, 4, 0]],
  ["mmap", "MAP_HUGETLB", [0, 4096, 3, 0x4_0022], "MAP_ANONYMOUS and MAP_NORESERVE", [0, 4096, 3, 0x4022]],
  ["memfd_create", "MFD_HUGETLB of 2 MiB", [0, (21 << 26) + 4], "MFD_CLOEXEC", [0, 1]],
  ["shmget", "SHM_HUGETLB", [0, 4096, 0xb80], "IPC_CREAT", [0, 4096, 0x380]],
  ["socket", "AF_NETLINK", [16, 3, 0], "AF_INET", [2, 0x8_0001, 6]],
])("%s is refused with %s and allowed with %s", (name, _, refused, __, passing) => {
  expect([passes(name, refused), passes(name, passing)]).toEqual([false, true]);
});

test("clone3 says that it is not there, so that C libraries use clone", () => {
  expect(seccompProfile([]).syscalls).toContainEqual({ names: ["clone3"], action: "SCMP_ACT_ERRNO", errnoRet: 38 });
});

test("syncing is feigned: it does nothing, and says that it worked", () => {
  const feigned = seccompProfile([]).syscalls.filter(({ errnoRet }) => errnoRet === 0);
  expect(feigned.flatMap(({ names }) => names)).toEqual(["fsync", "fdatasync", "sync", "syncfs", "sync_file_range"]);
  expect(namesOf(seccompProfile([]))).not.toContain("fsync");
});

test("no name stands twice without arguments", () => {
  const names = allowed(seccompProfile([]))
    .filter(({ args }) => args === undefined)
    .flatMap((rule) => rule.names);
  expect(names.length).toBe(new Set(names).size);
});

test("capabilities open what is theirs alone", () => {
  expect(namesOf(seccompProfile(["CAP_SYS_BOOT"]))).toContain("reboot");
  expect(namesOf(seccompProfile(["CAP_SYS_CHROOT"]))).toContain("chroot");
  expect(namesOf(seccompProfile(["CAP_SYS_ADMIN"]))).not.toContain("mount");
});

test("of the limits all but RLIMIT_CORE can be set, and no more than there are", () => {
  const settable = Array.from({ length: 40 }, (_, resource) => resource).filter((resource) =>
    passes("prlimit64", [0, resource, 0x1000]),
  );
  expect(settable).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
});

const number32 = fc.integer({ min: 0, max: 0xffff_ffff });

test("allBut matches every number except those given, whatever stands in the upper half", () => {
  fc.assert(
    fc.property(fc.uniqueArray(number32, { minLength: 1, maxLength: 4 }), number32, (forbidden, other) => {
      const rules = allBut(forbidden);
      const matches = (number: number) =>
        rules.filter(({ mask, value }) => (BigInt(number) & BigInt(mask)) === BigInt(value));
      for (const number of forbidden) {
        expect(matches(number)).toEqual([]);
        expect(matches(number + 2 ** 32)).toEqual([]);
      }
      if (!forbidden.includes(other)) expect(matches(other)).toHaveLength(1);
    }),
  );
});
