/*
 * Reaches for processes outside: by every PID that may be theirs, and by those given, which are (ptrace(2),
 * process_vm_readv(2), kill(2), pidfd_open(2), proc(5)). Arguments: PIDs of the host.
 */
#include "attack.h"
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>

static bool is_ours(pid_t pid)
{
	char path[32];
	snprintf(path, sizeof path, "/proc/%d", pid);
	return access(path, F_OK) == 0;
}

static void reach(pid_t pid)
{
	static char byte;
	struct iovec here = { &byte, 1 }, there = { (void *)0x400000, 1 };
	struct rlimit limit;
	char name[64];
	static const char *files[] = { "exe", "cwd", "root", "mem", "environ", "fd", "ns/user" };
#define TRY(what, call)                                    \
	do {                                               \
		snprintf(name, sizeof name, what " %d", pid); \
		must_fail(name, call);                     \
	} while (0)
	TRY("kill", kill(pid, 0));
	TRY("ptrace of", ptrace(PTRACE_SEIZE, pid, 0, 0));
	TRY("process_vm_readv of", process_vm_readv(pid, &here, 1, &there, 1, 0));
	TRY("pidfd_open of", syscall(SYS_pidfd_open, pid, 0));
	TRY("prlimit of", prlimit(pid, RLIMIT_NOFILE, NULL, &limit));
	TRY("the scheduler of", sched_getscheduler(pid));
	TRY("the session of", getsid(pid));
	TRY("the group of", getpgid(pid));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[64];
		snprintf(path, sizeof path, "/proc/%d/%s", pid, files[i]);
		must_fail(path, open(path, O_RDONLY));
	}
}

int main(int argc, char **argv)
{
	int others = 0;
	for (pid_t pid = 1; pid < 100000; pid++) {
		if (kill(pid, 0) < 0 && errno == ESRCH)
			continue;
		/* A thread has a number, too, and no entry of its own in a listing; what is in /proc is of this namespace. */
		if (!is_ours(pid) && ++others)
			through("a process of others", "it can be signalled");
	}
	if (others == 0)
		refused("PIDs up to 100000", "only our own answer");
	for (int i = 1; i < argc; i++) {
		pid_t pid = atoi(argv[i]);
		if (!is_ours(pid))
			reach(pid);
		else
			refused(argv[i], "the same number is one of ours");
	}
	return done();
}
