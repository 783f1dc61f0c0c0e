#define _GNU_SOURCE
#include "proc-stat.h"
#include "fail.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ssize_t read_file(int proc, pid_t pid, const char *name, char *text, size_t size)
{
	char path[32];
	snprintf(path, sizeof path, "%d/%s", pid, name);
	int fd = openat(proc, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return -1;
	ssize_t got = read(fd, text, size - 1);
	close(fd); /* A file of procfs that was read only: nothing can be lost. */
	if (got >= 0)
		text[got] = '\0';
	return got;
}

enum { PF_EXITING = 0x4 }; /* linux/sched.h */

/*
 * Field numbers are those of proc_pid_stat(5): 2 the name, 3 the state, 4 the parent, 5 the process group, 6 the session,
 * 9 flags, 22 the start, 52 the status.
 */
bool read_stat(int proc, pid_t pid, struct proc_stat *stat)
{
	char text[1024];
	if (read_file(proc, pid, "stat", text, sizeof text) <= 0)
		return false;
	const char *open = strchr(text, '(');
	/* The name may hold spaces and parentheses, so it ends at the last one. */
	const char *close = strrchr(text, ')');
	if (open == NULL || close == NULL || close < open || close[1] != ' ' || close[2] == '\0')
		return false;
	size_t length = (size_t)(close - open - 1);
	if (length >= sizeof stat->name)
		length = sizeof stat->name - 1;
	memcpy(stat->name, open + 1, length);
	stat->name[length] = '\0';
	stat->state = close[2];
	unsigned flags = 0;
	unsigned long long started = 0;
	const char *form = "%d %d %d %*d %*d %u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu";
	if (sscanf(close + 3, form, &stat->parent, &stat->group, &stat->session, &flags, &started) != 5)
		return false;
	stat->started_ticks = started;
	stat->exiting = (flags & PF_EXITING) != 0;
	const char *last = strrchr(text, ' ');
	stat->status = last == NULL ? 0 : (int)strtol(last, NULL, 10);
	return stat->state != 'X'; /* Reaped, while it was read: without a parent by now */
}

uint32_t stat_owner(int proc, pid_t pid)
{
	char path[16];
	struct stat folder;
	snprintf(path, sizeof path, "%d", pid);
	return fstatat(proc, path, &folder, AT_SYMLINK_NOFOLLOW) < 0 ? 0 : folder.st_uid;
}

bool ignores_children(int proc, pid_t pid)
{
	char text[4096];
	if (read_file(proc, pid, "status", text, sizeof text) <= 0)
		return false;
	const char *line = strstr(text, "\nSigIgn:");
	if (line == NULL || (strtoull(line + 8, NULL, 16) >> (SIGCHLD - 1) & 1) == 0)
		return false;
	/* The kernel lets a PID 1 that ends ignore it, whatever it did before. */
	struct proc_stat stat;
	return pid != 1 || (read_stat(proc, pid, &stat) && !stat.exiting);
}
