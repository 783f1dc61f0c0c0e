#define _GNU_SOURCE
#include "sandbox.h"
#include "clock.h"
#include "fail.h"
#include "kernel.h"
#include "lives.h"
#include "look.h"
#include "numbers.h"
#include "tell.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of all that a sandbox tells, lines: a thousand short lives a second take four thousand. */
enum { LINES_PER_SECOND = 10000, LINES_AT_ONCE = 80000 };
/* A number that is not counted by then is missing. */
enum { COUNT_NS = 100000000 };

static struct sandbox *sandboxes;

static void forget_processes(struct sandbox *sandbox);

void watch_sandbox(unsigned id, int fd)
{
	char path[64];
	struct sandbox *sandbox = calloc(1, sizeof *sandbox);
	if (sandbox == NULL)
		fail("calloc");
	/* The same open folder, whatever stands at its path by now. */
	snprintf(path, sizeof path, "/proc/%d/fd/%d", getppid(), fd);
	struct stat status;
	sandbox->id = id;
	sandbox->proc = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	sandbox->namespace = sandbox->proc < 0 ? -1 : openat(sandbox->proc, "1/ns/pid", O_RDONLY | O_CLOEXEC);
	if (sandbox->namespace >= 0 && fstat(sandbox->namespace, &status) == 0) {
		sandbox->inode = status.st_ino;
		read_id_map(sandbox->proc, "1/uid_map", &sandbox->uids);
		read_id_map(sandbox->proc, "1/gid_map", &sandbox->gids);
		sandbox->lines = LINES_AT_ONCE;
		sandbox->lines_counted_ns = now_ns();
	} else {
		sandbox->gone = true;
		tell("gone %u", id);
	}
	sandbox->next = sandboxes;
	sandboxes = sandbox;
}

void unwatch_sandbox(unsigned id)
{
	struct sandbox **link = &sandboxes;
	while (*link != NULL && (*link)->id != id)
		link = &(*link)->next;
	struct sandbox *sandbox = *link;
	if (sandbox == NULL)
		return;
	*link = sandbox->next;
	forget_processes(sandbox);
	if (sandbox->proc >= 0)
		close(sandbox->proc);
	if (sandbox->namespace >= 0)
		close(sandbox->namespace);
	free(sandbox);
}

bool any_sandbox(void)
{
	return sandboxes != NULL;
}

struct sandbox *sandbox_of(pid_t host)
{
	char path[32];
	struct stat status;
	snprintf(path, sizeof path, "/proc/%d/ns/pid", host);
	if (stat(path, &status) < 0)
		return NULL; /* Gone, which is all that matters. */
	struct sandbox *sandbox = sandboxes;
	while (sandbox != NULL && (sandbox->inode != status.st_ino || sandbox->gone))
		sandbox = sandbox->next;
	return sandbox;
}

pid_t host_number(const struct sandbox *sandbox, pid_t inner)
{
	int number = inner == 0 ? -1 : ioctl(sandbox->namespace, NS_PROCESS_OUT, inner);
	return number < 0 ? 0 : number;
}

pid_t inner_number(const struct sandbox *sandbox, pid_t host)
{
	int number = host == 0 ? -1 : ioctl(sandbox->namespace, NS_PROCESS_IN, host);
	return number < 0 ? 0 : number;
}

bool is_init_of(pid_t init, pid_t host)
{
	char path[32];
	snprintf(path, sizeof path, "/proc/%d/ns/pid", host);
	int namespace = init == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
	if (namespace < 0)
		return false;
	bool is_init = ioctl(namespace, NS_PROCESS_IN, init) == 1;
	close(namespace);
	return is_init;
}

bool may_tell(struct sandbox *sandbox)
{
	uint64_t now = now_ns();
	sandbox->lines += (double)(now - sandbox->lines_counted_ns) / 1e9 * LINES_PER_SECOND;
	if (sandbox->lines > LINES_AT_ONCE)
		sandbox->lines = LINES_AT_ONCE;
	sandbox->lines_counted_ns = now;
	return sandbox->lines > 0;
}

void lose_sight(struct sandbox *sandbox, uint64_t list_at_ns)
{
	if (sandbox->gone || sandbox->listed_ns == 0)
		return;
	forget_processes(sandbox);
	sandbox->listed_ns = 0;
	sandbox->list_at_ns = list_at_ns;
	tell("lost %u %llu", sandbox->id, (unsigned long long)since_1970_us(now_ns()));
}

void lose_sight_of_all(void)
{
	for (struct sandbox *sandbox = sandboxes; sandbox != NULL; sandbox = sandbox->next)
		lose_sight(sandbox, 0);
}

static void forget_processes(struct sandbox *sandbox)
{
	while (sandbox->first != NULL)
		remove_process(sandbox->first);
	sandbox->unnumbered = 0;
	lose_count(sandbox);
}

uint64_t look_at_sandboxes(int events)
{
	uint64_t next = UINT64_MAX;
	for (struct sandbox *sandbox = sandboxes; sandbox != NULL; sandbox = sandbox->next) {
		if (sandbox->gone)
			continue;
		uint64_t now = now_ns();
		if (sandbox->listed_ns == 0 && sandbox->list_at_ns <= now)
			list_sandbox(sandbox, events);
		else if (sandbox->listed_ns != 0 && sandbox->look_at_ns <= now)
			look_at_sandbox(sandbox, events);
		if (sandbox->unnumbered > 0)
			give_up_numbers(sandbox, now - COUNT_NS);
		uint64_t due = sandbox->listed_ns == 0 ? sandbox->list_at_ns : sandbox->look_at_ns;
		if (sandbox->unnumbered > 0 && now + COUNT_NS < due)
			due = now + COUNT_NS;
		if (due < next)
			next = due;
	}
	return next;
}
