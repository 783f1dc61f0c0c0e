#define _GNU_SOURCE
#include "look.h"
#include "clock.h"
#include "ends.h"
#include "fail.h"
#include "lives.h"
#include "numbers.h"
#include "tell.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* States are seen as often as somebody could tell; less often where nothing happens. */
#define BUSY_NS 50000000U
#define QUIET_NS 400000000U
#define QUIET_AFTER_NS 3000000000U

typedef void on_number(struct sandbox *sandbox, pid_t inner, int events);

static void for_each_inside(struct sandbox *sandbox, int events, on_number *see)
{
	int fd = openat(sandbox->proc, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	if (folder == NULL) {
		if (fd >= 0)
			close(fd);
		return; /* The namespace is gone, and its PID 1's pidfd says so. */
	}
	for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		pid_t inner = (pid_t)strtol(entry->d_name, NULL, 10);
		if (inner > 0)
			see(sandbox, inner, events);
	}
	closedir(folder);
}

/* Also of a zombie: whether it is one, its pidfd says, as its first thread may have ended before others. */
static struct process *add_from_stat(struct sandbox *sandbox, pid_t inner, int events, const struct proc_stat *stat)
{
	pid_t host = host_number(sandbox, inner);
	if (host == 0 || find_process(host) != NULL)
		return NULL;
	struct process *process = add_process(sandbox, host, inner);
	process->parent_inner = stat->parent;
	process->parent = host_number(sandbox, stat->parent);
	process->group = stat->group;
	process->session = stat->session;
	process->uid = id_inside(&sandbox->uids, stat_owner(sandbox->proc, inner));
	process->started_us = ticks_since_1970_us(stat->started_ticks);
	process->forked_ns = process->since_ns;
	process->state = stat->state;
	process->status = stat->status;
	process->threads = -1;
	strcpy(process->name, stat->name);
	open_pidfd(process, events);
	if (process->pidfd < 0) {
		remove_process(process);
		return NULL;
	}
	return process;
}

static void tell_state(const struct process *process)
{
	uint64_t started_us = process->started_us != 0 ? process->started_us : since_1970_us(process->forked_ns);
	say(process, "is", now_ns(), " %d %c %d %d %d %u %llu %s", process->parent_inner, process->state, process->status,
	    process->group, process->session, process->uid, (unsigned long long)started_us, process->name);
}

static void list_one(struct sandbox *sandbox, pid_t inner, int events)
{
	struct proc_stat stat;
	if (!read_stat(sandbox->proc, inner, &stat))
		return;
	struct process *process = add_from_stat(sandbox, inner, events, &stat);
	if (process == NULL)
		return;
	if (pidfd_bits(process) != 0)
		process->exited = true;
	else if (process->state == 'Z')
		process->state = 'S';
	tell_state(process);
}

void list_sandbox(struct sandbox *sandbox, int events)
{
	sandbox->listed_ns = sandbox->changed_ns = now_ns();
	sandbox->look_at_ns = sandbox->listed_ns + BUSY_NS;
	tell("list %u %llu", sandbox->id, (unsigned long long)since_1970_us(sandbox->listed_ns));
	for_each_inside(sandbox, events, list_one);
	tell("listed %u", sandbox->id);
}

struct process *find_inside(struct sandbox *sandbox, pid_t inner, int events)
{
	struct proc_stat stat;
	if (inner == 0 || !read_stat(sandbox->proc, inner, &stat))
		return NULL;
	struct process *process = add_from_stat(sandbox, inner, events, &stat);
	if (process == NULL)
		return NULL;
	lose_count(sandbox);
	if (process->state == 'Z')
		process->state = 'S'; /* Its pidfd will say so. */
	see_birth(process);
	tell_state(process);
	return process;
}

static void look_at_number(struct sandbox *sandbox, pid_t inner, int events)
{
	pid_t host = host_number(sandbox, inner);
	struct process *process = find_process(host);
	if (process == NULL) {
		if (host != 0)
			find_inside(sandbox, inner, events);
		return;
	}
	struct proc_stat stat;
	if (process->exited || process->inner != inner || !read_stat(sandbox->proc, inner, &stat))
		return;
	if (stat.parent != process->parent_inner && see_end_of_parent(process, now_ns()))
		see_parent(process, stat.parent, now_ns());
	if (stat.state == 'Z')
		stat.state = process->state;
	if (stat.state == process->state && stat.group == process->group && stat.session == process->session &&
	    strcmp(stat.name, process->name) == 0)
		return;
	process->state = stat.state;
	process->group = stat.group;
	process->session = stat.session;
	strcpy(process->name, stat.name);
	tell_state(process);
}

void look_at_sandbox(struct sandbox *sandbox, int events)
{
	uint64_t now = now_ns();
	sandbox->look_at_ns = now + (now - sandbox->changed_ns > QUIET_AFTER_NS ? QUIET_NS : BUSY_NS);
	for_each_inside(sandbox, events, look_at_number);
}
