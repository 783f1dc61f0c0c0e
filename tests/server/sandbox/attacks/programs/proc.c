/*
 * Writes to every file of /proc but the processes' own (proc(5): sysrq-trigger, sys/kernel/core_pattern, sys/kernel/modprobe
 * and many more), reads those that tell of the machine (CVE-2025-31133: a mask that is none), and asks for other ids.
 */
#include "attack.h"
#include "walk.h"
#include <ctype.h>
#include <sys/sysmacros.h>

static const char *secrets[] = {
	"/proc/acpi", "/proc/asound", "/proc/bus", "/proc/cgroups", "/proc/cmdline", "/proc/fs", "/proc/irq", "/proc/diskstats", "/proc/interrupts", "/proc/kallsyms", "/proc/kcore",
	"/proc/key-users", "/proc/keys", "/proc/kmsg", "/proc/kpagecgroup", "/proc/kpagecount", "/proc/kpageflags",
	"/proc/latency_stats", "/proc/locks", "/proc/modules", "/proc/pagetypeinfo", "/proc/partitions", "/proc/sched_debug",
	"/proc/scsi", "/proc/slabinfo", "/proc/swaps", "/proc/sysrq-trigger", "/proc/timer_list", "/proc/timer_stats",
	"/proc/vmallocinfo", "/proc/1/stack",
	"/sys/firmware", "/sys/kernel/debug", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/memory/release_agent",
	"/sys/kernel/uevent_helper", "/sys/class/net/lo",
};

/* What masks a file is the null device itself, not something that a container could put in its place. */
static bool is_null(const struct stat *file)
{
	return S_ISCHR(file->st_mode) && file->st_rdev == makedev(1, 3);
}

static bool try_to_write(const char *path, const struct stat *file)
{
	/* The processes of this sandbox, and their own files. */
	if (isdigit((unsigned char)path[6]))
		return false;
	if (!S_ISREG(file->st_mode))
		return !is_null(file);
	int fd = open(path, O_WRONLY | O_NONBLOCK);
	must_fail(path, fd);
	if (fd >= 0)
		close(fd);
	return true;
}

static void try_to_read(const char *path)
{
	static char bytes[4096];
	struct stat file;
	int fd = open(path, O_RDONLY | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &file) < 0) {
		refused(path, strerror(errno));
		return;
	}
	ssize_t got = S_ISDIR(file.st_mode) ? syscall(SYS_getdents64, fd, bytes, sizeof bytes) : read(fd, bytes, sizeof bytes);
	/* A folder that is masked has two entries of 24 bytes: itself and its parent. */
	if (got <= (S_ISDIR(file.st_mode) ? 48 : 0))
		refused(path, "empty");
	else
		through(path, "can be read");
	close(fd);
}

static void try_to_set(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);
	if (fd < 0) {
		refused(path, strerror(errno));
		return;
	}
	must_fail(path, write(fd, text, strlen(text)));
	close(fd);
}

int main(void)
{
	walk("/proc", try_to_write);
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
		try_to_read(secrets[i]);
	try_to_set("/proc/self/uid_map", "0 0 1\n");
	try_to_set("/proc/self/gid_map", "0 0 1\n");
	try_to_set("/proc/self/oom_score_adj", "-1000\n");
	try_to_set("/proc/1/oom_score_adj", "-1000\n");
	try_to_set("/proc/self/timens_offsets", "boottime 1000 0\n");
	must_fail("setuid to an id that is none", setuid(70000));
	must_fail("setgid to an id that is none", setgid(70000));
	return done();
}
