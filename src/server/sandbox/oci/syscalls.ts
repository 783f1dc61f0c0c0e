/**
 * Which system calls a lab may make: data. Everything else gets EPERM.
 *
 * Modelled on Docker's default profile (moby/profiles, seccomp/default.json, as of moby 28) and tightened. Left out
 * of what Docker allows:
 * - io_uring (its operations pass by seccomp), userfaultfd, memfd_secret, vmsplice, remap_file_pages, modify_ldt;
 * - name_to_handle_at, open_by_handle_at, fanotify (the first two opened the host's files in "shocker", 2014);
 * - sync and syncfs, which wait for every file system of the host;
 * - all that Docker allows to CAP_SYS_ADMIN, CAP_BPF, CAP_PERFMON, CAP_SYS_MODULE, CAP_SYS_TIME and such;
 * - 32-bit calls: only the machine's own instruction set is in the profile.
 */
export const allowedSyscalls: Record<string, string> = {
  files: `
    access chdir chmod chown close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64
    fallocate fchdir fchmod fchmodat fchmodat2 fchown fchownat fcntl fdatasync fgetxattr flistxattr flock fremovexattr
    fsetxattr fstat fstatfs fsync ftruncate futimesat getcwd getdents getdents64 getxattr lchown lgetxattr link linkat
    listxattr llistxattr lremovexattr lseek lsetxattr lstat mkdir mkdirat mknod mknodat newfstatat open openat openat2
    pread64 preadv preadv2 pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv removexattr rename renameat
    renameat2 rmdir sendfile setxattr splice stat statfs statx symlink symlinkat sync_file_range tee truncate umask
    unlink unlinkat utime utimensat utimes write writev`,
  waiting: `
    epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 inotify_add_watch
    inotify_init inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents io_pgetevents io_setup io_submit
    pause pipe pipe2 poll ppoll pselect6 select signalfd signalfd4 timerfd_create timerfd_gettime timerfd_settime`,
  memory: `
    brk cachestat madvise membarrier memfd_create mincore mlock mlock2 mlockall mmap mprotect mremap mseal msync munlock
    munlockall munmap pkey_alloc pkey_free pkey_mprotect`,
  processes: `
    arch_prctl capget capset execve execveat exit exit_group fork getcpu getegid geteuid getgid getgroups getpgid getpgrp
    getpid getppid getpriority getresgid getresuid getrlimit getrusage getsid gettid getuid ioprio_get ioprio_set kill
    landlock_add_rule landlock_create_ruleset landlock_restrict_self pidfd_open pidfd_send_signal prctl prlimit64
    process_mrelease restart_syscall rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend
    rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr
    sched_getparam sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setattr sched_setparam
    sched_setscheduler sched_yield seccomp setfsgid setfsuid setgid setgroups setpgid setpriority setregid setresgid
    setresuid setreuid setrlimit setsid setuid sigaltstack sysinfo tgkill times tkill uname vfork wait4 waitid`,
  threads: `
    futex futex_requeue futex_wait futex_waitv futex_wake get_robust_list get_thread_area rseq set_robust_list
    set_thread_area set_tid_address`,
  time: `
    alarm clock_getres clock_gettime clock_nanosleep getitimer gettimeofday nanosleep setitimer time timer_create
    timer_delete timer_getoverrun timer_gettime timer_settime`,
  /** System V and POSIX objects belong to the IPC namespace. */
  ipc: `
    mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend mq_unlink msgctl msgget msgrcv msgsnd semctl semget
    semop semtimedop shmat shmctl shmdt shmget`,
  /** `socket` and `socketpair` themselves: see `sockets`. */
  network: `
    accept accept4 bind connect getpeername getsockname getsockopt listen recvfrom recvmmsg recvmsg sendmmsg sendmsg
    sendto setsockopt shutdown`,
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
 * socket(2). AF_UNIX of any kind; TCP and UDP (asking for another protocol would make the kernel load its module);
 * of AF_NETLINK only NETLINK_ROUTE, by which the C library lists interfaces. So no AF_PACKET, AF_VSOCK, AF_ALG.
 */
export const sockets = {
  unix: { family: 1 },
  internet: { families: [2, 10], types: [1, 2], protocols: [0, 6, 17] },
  netlinkRoute: { family: 16, protocol: 0 },
  /** The type without SOCK_NONBLOCK and SOCK_CLOEXEC. */
  typeMask: 0xf,
};

/** ioctl(2): TIOCSTI and TIOCLINUX put bytes into a terminal's input (ioctl_tty(2); CVE-2017-5226, CVE-2023-28100). */
export const forbiddenIoctls = [0x5412, 0x541c];

/** personality(2): what Docker allows: PER_LINUX, PER_LINUX32, each with UNAME26, and asking. */
export const allowedPersonalities = [0, 0x8, 0x2_0000, 0x2_0008, 0xffff_ffff];
