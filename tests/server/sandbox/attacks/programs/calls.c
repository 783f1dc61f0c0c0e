/* System calls that no lab has a use for, each with arguments that the kernel would take. Numbers that musl may lack are the generic table's. */
#include "attack.h"
#include <sched.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>

enum { OPEN_TREE = 428, MOVE_MOUNT, FSOPEN, FSCONFIG, FSMOUNT, FSPICK, CLONE3 = 435, PIDFD_GETFD = 438 };
enum { PROCESS_MADVISE = 440, MOUNT_SETATTR = 442, QUOTACTL_FD, MEMFD_SECRET = 447, CACHESTAT = 451 };
enum { STATMOUNT = 457, LISTMOUNT, LSM_GET_SELF_ATTR, LSM_SET_SELF_ATTR, SETXATTRAT = 463, OPEN_TREE_ATTR = 467 };

static char buffer[4096];

static void namespaces(void)
{
	static const struct { const char *name; unsigned long flag; } kinds[] = {
		{ "user", CLONE_NEWUSER }, { "mount", CLONE_NEWNS }, { "pid", CLONE_NEWPID }, { "network", CLONE_NEWNET },
		{ "ipc", CLONE_NEWIPC }, { "uts", CLONE_NEWUTS }, { "cgroup", CLONE_NEWCGROUP }, { "time", 0x80 },
	};
	char name[64];
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		snprintf(name, sizeof name, "unshare of a %s namespace", kinds[i].name);
		must_be_denied(name, syscall(SYS_unshare, kinds[i].flag));
		if (kinds[i].flag == 0x80) /* CSIGNAL's bit in clone(2). */
			continue;
		snprintf(name, sizeof name, "clone into a %s namespace", kinds[i].name);
		long child = syscall(SYS_clone, kinds[i].flag | SIGCHLD, 0, 0, 0, 0);
		if (child == 0)
			_exit(0);
		must_be_denied(name, child);
		/* struct clone_args: flags, pidfd, child_tid, parent_tid, exit_signal, ... */
		uint64_t args[8] = { kinds[i].flag, 0, 0, 0, SIGCHLD };
		snprintf(name, sizeof name, "clone3 into a %s namespace", kinds[i].name);
		child = syscall(CLONE3, args, sizeof args);
		if (child == 0)
			_exit(0);
		must_be_denied(name, child);
	}
	/* Flags that differ in the upper half, at which the kernel does not look (clone(2) takes an unsigned long). */
	long child = syscall(SYS_clone, 0x100000000UL | CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
	if (child == 0)
		_exit(0);
	must_be_denied("clone into a user namespace with high bits", child);
	int fd = (int)must_work("opening a namespace", open("/proc/1/ns/user", O_RDONLY));
	must_be_denied("setns", syscall(SYS_setns, fd, 0));
	int pidfd = (int)must_work("pidfd_open", syscall(SYS_pidfd_open, 1, 0));
	must_be_denied("setns of a pidfd", syscall(SYS_setns, pidfd, CLONE_NEWNS));
	must_be_denied("pidfd_getfd", syscall(PIDFD_GETFD, pidfd, 0, 0));
}

static void mounts(void)
{
	must_be_denied("mount of a tmpfs", mount("none", "/tmp", "tmpfs", 0, NULL));
	must_be_denied("mount of proc", mount("none", "/tmp", "proc", 0, NULL));
	must_be_denied("mount of sysfs", mount("none", "/tmp", "sysfs", 0, NULL));
	must_be_denied("mount of cgroup (CVE-2022-0492)", mount("none", "/tmp", "cgroup", 0, "rdma"));
	must_be_denied("mount of cgroup2", mount("none", "/tmp", "cgroup2", 0, NULL));
	must_be_denied("mount of overlay (CVE-2023-0386)", mount("none", "/tmp", "overlay", 0, "lowerdir=/etc:/usr"));
	must_be_denied("bind mount", mount("/tmp", "/root", NULL, MS_BIND, NULL));
	must_be_denied("remount of the root", mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL));
	must_be_denied("remount of /proc/sys", mount(NULL, "/proc/sys", NULL, MS_REMOUNT | MS_BIND, NULL));
	must_be_denied("moving a mount", mount("/tmp", "/root", NULL, MS_MOVE, NULL));
	must_be_denied("sharing mounts", mount(NULL, "/", NULL, MS_SHARED | MS_REC, NULL));
	must_be_denied("unmounting what masks /proc/keys", umount2("/proc/keys", MNT_DETACH));
	must_be_denied("unmounting /proc/sys", umount2("/proc/sys", MNT_DETACH));
	must_be_denied("pivot_root", syscall(SYS_pivot_root, "/tmp", "/tmp"));
	must_be_denied("open_tree", syscall(OPEN_TREE, AT_FDCWD, "/proc", 1 /* OPEN_TREE_CLONE */));
	must_be_denied("open_tree_attr", syscall(OPEN_TREE_ATTR, AT_FDCWD, "/proc", 1, NULL, 0));
	must_be_denied("move_mount", syscall(MOVE_MOUNT, AT_FDCWD, "/tmp", AT_FDCWD, "/root", 0));
	must_be_denied("fsopen", syscall(FSOPEN, "tmpfs", 0));
	must_be_denied("fsconfig", syscall(FSCONFIG, 0, 6, NULL, NULL, 0));
	must_be_denied("fsmount (CVE-2022-0185)", syscall(FSMOUNT, 0, 0, 0));
	must_be_denied("fspick", syscall(FSPICK, AT_FDCWD, "/", 0));
	uint64_t attributes[4] = { 0, 1, 0, 0 }; /* Clears MOUNT_ATTR_RDONLY. */
	must_be_denied("mount_setattr", syscall(MOUNT_SETATTR, AT_FDCWD, "/", 0, attributes, sizeof attributes));
	must_be_denied("statmount", syscall(STATMOUNT, buffer, buffer, sizeof buffer, 0));
	must_be_denied("listmount", syscall(LISTMOUNT, buffer, buffer, 1, 0));
	must_be_denied("chroot", syscall(SYS_chroot, "/tmp"));
	must_be_denied("name_to_handle_at", syscall(SYS_name_to_handle_at, AT_FDCWD, "/", buffer, buffer, 0));
	must_be_denied("open_by_handle_at (shocker.c)", syscall(SYS_open_by_handle_at, AT_FDCWD, buffer, 0));
	must_be_denied("fanotify_init", syscall(SYS_fanotify_init, 0, 0));
	must_be_denied("quotactl", syscall(SYS_quotactl, 0x800001, NULL, 0, NULL));
	must_be_denied("swapon", syscall(SYS_swapon, "/tmp", 0));
	must_be_denied("swapoff", syscall(SYS_swapoff, "/tmp"));
}

/* Syncing is feigned: a pipe cannot be synced, and who says that it was has not looked. */
static void syncing(void)
{
	static const struct { const char *name; long number; } calls[] = {
		{ "fsync", SYS_fsync }, { "fdatasync", SYS_fdatasync }, { "syncfs", SYS_syncfs }, { "sync_file_range", SYS_sync_file_range },
	};
	int ends[2];
	must_work("pipe", pipe(ends));
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		if (syscall(calls[i].number, i == 2 ? -1 : ends[0], 0L, 0L, 0L) == 0)
			refused(calls[i].name, "feigned");
		else
			through(calls[i].name, strerror(errno));
	}
	int file = (int)must_work("opening a program", open("/usr/bin/perl", O_RDONLY));
	errno = posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
	must_be_denied("throwing a program out of memory", errno == 0 ? 0 : -1);
}

static void kernel(void)
{
	uint64_t zeros[16] = { 0 };
	must_be_denied("keyctl", syscall(SYS_keyctl, 0, -3 /* the session keyring */, 1));
	must_be_denied("add_key", syscall(SYS_add_key, "user", "a", "b", 1, -4));
	must_be_denied("request_key", syscall(SYS_request_key, "user", "a", NULL, -4));
	must_be_denied("syslog", syscall(SYS_syslog, 3, buffer, sizeof buffer));
	must_be_denied("bpf", syscall(SYS_bpf, 5, zeros, sizeof zeros));
	must_be_denied("perf_event_open", syscall(SYS_perf_event_open, zeros, 0, -1, -1, 0));
	must_be_denied("io_uring_setup", syscall(425, 1, zeros));
	must_be_denied("io_uring_enter", syscall(426, 0, 0, 0, 0, NULL, 0));
	must_be_denied("io_uring_register", syscall(427, 0, 0, NULL, 0));
	must_be_denied("io_setup", syscall(SYS_io_setup, 1, zeros));
	must_be_denied("userfaultfd", syscall(SYS_userfaultfd, 1 /* UFFD_USER_MODE_ONLY */));
	must_be_denied("memfd_secret", syscall(MEMFD_SECRET, 0));
	must_be_denied("init_module", syscall(SYS_init_module, buffer, sizeof buffer, ""));
	must_be_denied("finit_module", syscall(SYS_finit_module, 0, "", 0));
	must_be_denied("delete_module", syscall(SYS_delete_module, "loop", 0));
	must_be_denied("kexec_load", syscall(SYS_kexec_load, 0, 0, NULL, 0));
	must_be_denied("kexec_file_load", syscall(SYS_kexec_file_load, 0, 0, 0, NULL, 0));
	/* To a namespace's own processes this would be PID 1's SIGKILL or SIGINT (pid_namespaces(7)). */
	must_be_denied("reboot", syscall(SYS_reboot, 0xfee1deadL, 672274793, 0x89abcdefL, NULL));
	must_be_denied("settimeofday", syscall(SYS_settimeofday, zeros, NULL));
	must_be_denied("clock_settime", syscall(SYS_clock_settime, CLOCK_REALTIME, zeros));
	must_be_denied("clock_adjtime", syscall(SYS_clock_adjtime, CLOCK_REALTIME, buffer));
	must_be_denied("adjtimex", syscall(SYS_adjtimex, buffer));
	must_be_denied("sethostname", syscall(SYS_sethostname, "elsewhere", 9));
	must_be_denied("setdomainname", syscall(SYS_setdomainname, "elsewhere", 9));
	must_be_denied("acct", syscall(SYS_acct, "/tmp/acct"));
	must_be_denied("vhangup", syscall(SYS_vhangup));
#ifdef SYS_iopl
	must_be_denied("iopl", syscall(SYS_iopl, 3));
	must_be_denied("ioperm", syscall(SYS_ioperm, 0x80, 1, 1));
	must_be_denied("modify_ldt", syscall(SYS_modify_ldt, 1, zeros, 16));
#endif
	must_be_denied("kcmp", syscall(SYS_kcmp, getpid(), 1, 0, 0, 0));
	must_be_denied("process_madvise", syscall(PROCESS_MADVISE, 0, NULL, 0, 0, 0));
	must_be_denied("move_pages", syscall(SYS_move_pages, 1, 0, NULL, NULL, NULL, 0));
	must_be_denied("migrate_pages", syscall(SYS_migrate_pages, 1, 1, zeros, zeros));
	must_be_denied("mbind", syscall(SYS_mbind, 0, 0, 0, NULL, 0, 0));
	must_be_denied("vmsplice", syscall(SYS_vmsplice, 0, NULL, 0, 0));
	must_be_denied("lookup_dcookie", syscall(SYS_lookup_dcookie, 0, buffer, sizeof buffer));
	must_be_denied("personality that leaves randomization out", syscall(SYS_personality, ADDR_NO_RANDOMIZE));
	must_be_denied("personality that maps page zero", syscall(SYS_personality, MMAP_PAGE_ZERO));
	must_be_denied("PR_SET_MM_MAP", syscall(SYS_prctl, 35, 14, zeros, 0, 0));
	must_be_denied("PR_SET_MM_MAP with high bits", syscall(SYS_prctl, 0x100000023L, 14, zeros, 0, 0));
	must_be_denied("huge pages by mmap", syscall(SYS_mmap, NULL, 0x200000, 3, 0x40022, -1, 0));
	must_be_denied("huge pages by memfd_create", syscall(SYS_memfd_create, "a", 4));
	must_be_denied("huge pages by shmget", syscall(SYS_shmget, 0, 0x200000, 04000 | 0x380));
}

int main(void)
{
	namespaces();
	mounts();
	syncing();
	kernel();
	return done();
}
