/**
 * Which system calls a lab may make: data. Everything else gets EPERM.
 *
 * Modelled on Docker's default profile (moby/profiles, seccomp/default.json, as of moby 28) and tightened. Left out
 * of what Docker allows:
 * - io_uring (its operations pass by seccomp), userfaultfd, memfd_secret, vmsplice, remap_file_pages, modify_ldt;
 * - io_setup and its like: a single process can take all events that the machine has (proc_sys_fs(5), "aio-max-nr");
 * - name_to_handle_at, open_by_handle_at, fanotify (the first two opened the host's files in "shocker", 2014);
 * - inotify, mincore, cachestat and preadv2: all sandboxes share the files of the root and /dev/null, and by these each
 *   could see which of them its neighbours use (CVE-2019-5489 is one such way);
 * - seccomp and landlock: a filter's compiled code is in no cgroup's account, and its pool (bpf(2),
 *   "net.core.bpf_jit_limit") is the whole machine's: without it, no container starts;
 * - all that Docker allows to CAP_SYS_ADMIN, CAP_BPF, CAP_PERFMON, CAP_SYS_MODULE, CAP_SYS_TIME and such;
 * - 32-bit calls: only the machine's own instruction set is in the profile.
 */
export const allowedSyscalls: Record<string, string> = {
  /** `fcntl` itself: see `allowedFcntls`. */
  files: `
    access chdir chmod chown close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2
    fallocate fchdir fchmod fchmodat fchmodat2 fchown fchownat fgetxattr flistxattr flock fremovexattr
    fsetxattr fstat fstatfs ftruncate futimesat getcwd getdents getdents64 getxattr lchown lgetxattr link linkat
    listxattr llistxattr lremovexattr lseek lsetxattr lstat mkdir mkdirat mknod mknodat newfstatat open openat openat2
    pread64 preadv pwrite64 pwritev read readahead readlink readlinkat readv removexattr rename renameat
    renameat2 rmdir sendfile setxattr splice stat statfs statx symlink symlinkat tee truncate umask
    unlink unlinkat utime utimensat utimes write writev`,
  waiting: `
    epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 pause pipe pipe2 poll ppoll pselect6 select signalfd signalfd4
    timerfd_create timerfd_gettime timerfd_settime`,
  /** `mmap`, `memfd_create` and `shmget` themselves: see `forbiddenFlags`. */
  memory: `
    brk madvise membarrier mlock mlock2 mlockall mprotect mremap mseal msync munlock munlockall munmap
    pkey_alloc pkey_free pkey_mprotect`,
  /** `prctl`, `setrlimit` and `prlimit64` themselves: see `forbiddenPrctls` and `forbiddenLimit`. */
  processes: `
    arch_prctl capget capset execve execveat exit exit_group fork getcpu getegid geteuid getgid getgroups getpgid
    getpgrp getpid getppid getpriority getresgid getresuid getrlimit getrusage getsid gettid getuid ioprio_get
    ioprio_set kill pidfd_open pidfd_send_signal process_mrelease restart_syscall rt_sigaction rt_sigpending
    rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max
    sched_get_priority_min sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval
    sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield setfsgid setfsuid setgid setgroups
    setpgid setpriority setregid setresgid setresuid setreuid setsid setuid sigaltstack sysinfo tgkill times tkill
    uname vfork wait4 waitid`,
  threads: `
    futex futex_requeue futex_wait futex_waitv futex_wake get_robust_list get_thread_area rseq set_robust_list
    set_thread_area set_tid_address`,
  time: `
    alarm clock_getres clock_gettime clock_nanosleep getitimer gettimeofday nanosleep setitimer time timer_create
    timer_delete timer_getoverrun timer_gettime timer_settime`,
  /** System V and POSIX objects belong to the IPC namespace. */
  ipc: `
    mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink msgctl msgget msgrcv msgsnd semctl semget
    semop semtimedop shmat shmctl shmdt`,
  /** `socket` and `socketpair` themselves: see `sockets`; `setsockopt`: see `socketOptions`. */
  network: `
    accept accept4 bind connect getpeername getsockname getsockopt listen recvfrom recvmmsg recvmsg sendmmsg sendmsg
    sendto shutdown`,
  /** strace and debuggers; since Linux 4.8 a tracer cannot step around the filter (seccomp(2)). */
  tracing: "process_vm_readv process_vm_writev ptrace",
  random: "getrandom",
};

/** What a lab's capability opens besides, as in Docker's profile. Both act on the container's own namespaces only. */
export const syscallsByCapability: Record<string, string> = {
  CAP_SYS_BOOT: "reboot",
  CAP_SYS_CHROOT: "chroot",
};

/** clone(2): CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. CLONE_NEWTIME exists only for clone3 and unshare. */
export const namespaceFlags = 0x7e02_0000;

/**
 * socket(2). AF_UNIX of any kind; TCP and UDP (asking for another protocol would make the kernel load its module).
 * So no AF_PACKET, AF_VSOCK, AF_ALG. No AF_NETLINK either: what waits in its sockets is in no cgroup's memory, and a lab
 * could have 200 KB in each of its thousands. The C library lists interfaces by it, and does without.
 */
export const sockets = {
  unix: { family: 1 },
  internet: { families: [2, 10], types: [1, 2], protocols: [0, 6, 17] },
  /** The type without SOCK_NONBLOCK and SOCK_CLOEXEC. */
  typeMask: 0xf,
};

/**
 * setsockopt(2): at each level the options below a number. SOL_SOCKET (1) below SO_ATTACH_FILTER, whose programs the
 * kernel compiles (see `seccomp` above); IP (0) and IPv6 (41) below those of netfilter (CVE-2021-22555); TCP (6) below
 * TCP_ULP, which puts other protocols into a socket.
 */
export const socketOptions: { level: number; below: number }[] = [
  { level: 1, below: 26 },
  { level: 0, below: 64 },
  { level: 41, below: 64 },
  { level: 6, below: 31 },
];

/**
 * ioctl(2), ioctl_tty(2): what terminals, pipes and sockets answer to, whose numbers have 0x54 in their second byte, but
 * for these last bytes. TIOCSTI and TIOCLINUX put bytes into a terminal's input (CVE-2017-5226, CVE-2023-28100).
 * TIOCSETD makes the kernel load the module of a line discipline, such as n_gsm, and run it on a terminal
 * (drivers/tty/Kconfig, LDISC_AUTOLOAD; CVE-2023-6546). TIOCCONS and TIOCSSERIAL are about the console and serial
 * ports, which no lab has.
 */
export const terminalIoctls = { secondByte: 0x54, forbidden: [0x12, 0x1c, 0x1d, 0x1f, 0x23] };

/**
 * And no more than this beside: SIOCATMARK, SIOCGIFCONF, SIOCGIFFLAGS, SIOCGIFADDR, SIOCGIFBRDADDR, SIOCGIFNETMASK,
 * SIOCGIFMTU, SIOCGIFHWADDR, SIOCGIFINDEX (netdevice(7)); NS_GET_USERNS, NS_GET_PARENT, NS_GET_NSTYPE, NS_GET_OWNER_UID
 * (ioctl_ns(2), for lsns). Others make the kernel load modules for whoever asks (net/socket.c, "bridge" and "8021q").
 */
export const otherIoctls = [
  0x8905, 0x8912, 0x8913, 0x8915, 0x8919, 0x891b, 0x8921, 0x8927, 0x8933, 0xb701, 0xb702, 0xb703, 0xb704,
];

/**
 * fcntl(2): the commands below F_SETLEASE, and F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ, F_ADD_SEALS, F_GET_SEALS.
 * F_SETLEASE and F_NOTIFY tell who else uses a file, as inotify does.
 */
export const allowedFcntls = { below: 1024, others: [1030, 1031, 1032, 1033, 1034] };

/**
 * getrlimit(2): RLIMIT_CORE, which must stay at 1. A crash starts the machine's handler of core dumps, as root and in no
 * container, even where the limit is 0; 1 is the value that keeps it from that (fs/coredump.c, core(5)).
 */
export const forbiddenLimit = 4;

/**
 * Calls that are told they worked, and do nothing. What a lab can write is in memory, which needs no syncing. The other
 * files are the host's disk's, which one that never stops syncing would keep busy: each fsync(2) flushes the disk's cache.
 */
export const feignedSyscalls = "fsync fdatasync sync syncfs sync_file_range";

/** posix_fadvise(2): the advice below POSIX_FADV_DONTNEED, which throws files that all share out of memory. */
export const adviceBelow = 4;

/**
 * prctl(2): PR_SET_MM with PR_SET_MM_MAP needs no capability, and lets a process say that its arguments are any part of
 * its address space. Whoever then reads /proc/PID/cmdline, as `ps` on the host does, reads as many gigabytes.
 * PR_SET_SECCOMP is seccomp(2).
 */
export const forbiddenPrctls = [35, 22];

/**
 * Calls that are allowed without one flag: MAP_HUGETLB of mmap(2), MFD_HUGETLB of memfd_create(2), SHM_HUGETLB of
 * shmget(2). Huge pages come from a pool of the whole machine (hugetlbpage.rst), which no limit of ours counts: that
 * takes a cgroup controller of its own, or a mount option of version 2 (cgroup-v2.rst, "memory_hugetlb_accounting").
 */
export const forbiddenFlags: { name: string; argument: number; flag: number }[] = [
  { name: "mmap", argument: 3, flag: 0x4_0000 },
  { name: "memfd_create", argument: 1, flag: 0x4 },
  { name: "shmget", argument: 2, flag: 0x800 },
];

/** personality(2): what Docker allows: PER_LINUX, PER_LINUX32, each with UNAME26, and asking. */
export const allowedPersonalities = [0, 0x8, 0x2_0000, 0x2_0008, 0xffff_ffff];
