#define _GNU_SOURCE
#include "process.h"
#include "clock.h"
#include "ends.h"
#include "fail.h"
#include "kernel.h"
#include "sandbox.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { BUCKETS = 4096 };

static struct process *table[BUCKETS];
static uint32_t last_serial;

static struct process **bucket_of(pid_t host)
{
	return &table[(unsigned)host % BUCKETS];
}

struct process *find_process(pid_t host)
{
	struct process *process = *bucket_of(host);
	while (process != NULL && process->host != host)
		process = process->same_bucket;
	return process;
}

struct process *add_process(struct sandbox *sandbox, pid_t host, pid_t inner)
{
	struct process *process = calloc(1, sizeof *process);
	if (process == NULL)
		fail("calloc");
	process->sandbox = sandbox;
	process->host = host;
	process->inner = inner;
	process->pidfd = -1;
	process->threads = 1;
	process->serial = ++last_serial;
	process->since_ns = now_ns();
	process->state = 'R';

	struct process **bucket = bucket_of(host);
	process->same_bucket = *bucket;
	*bucket = process;

	process->previous = sandbox->last;
	*(sandbox->last == NULL ? &sandbox->first : &sandbox->last->next) = process;
	sandbox->last = process;
	return process;
}

void open_pidfd(struct process *process, int events)
{
	process->pidfd = (int)syscall(SYS_pidfd_open, process->host, 0U);
	if (process->pidfd < 0 && (errno == EMFILE || errno == ENFILE))
		fail("pidfd_open"); /* Whoever cannot see ends must not tell of any. */
	if (process->pidfd < 0)
		return; /* Gone, or as good as gone: the connector tells of its end. */
	/* Edges come in the order in which they happen, over all processes: lives.c counts on it. */
	struct epoll_event wanted = {
		.events = EPOLLIN | EPOLLET,
		.data.u64 = (uint64_t)process->serial << 32 | (uint32_t)process->host,
	};
	if (epoll_ctl(events, EPOLL_CTL_ADD, process->pidfd, &wanted) < 0)
		fail("watching a pidfd");
}

uint32_t pidfd_bits(const struct process *process)
{
	struct pollfd pidfd = { .fd = process->pidfd, .events = POLLIN };
	return poll(&pidfd, 1, 0) > 0 ? (uint32_t)pidfd.revents : 0;
}

/*
 * The status of a process is that of the thread that ended last, or the one that all its threads were ended with, which
 * each of them then has. The connector tells of each thread, a moment after the pidfd may have told of the whole.
 */
bool read_status(struct process *process)
{
	if (process->threads == 0)
		return true;
	struct proc_stat stat;
	if (read_stat(process->sandbox->proc, process->inner, &stat) && stat.state == 'Z' &&
	    (pidfd_bits(process) & EPOLLHUP) == 0) { /* In one that is reaped meanwhile stands that of the first thread. */
		process->status = stat.status;
		return true;
	}
	if (process->threads > 0)
		return false;
	struct pidfd_info info = { .mask = PIDFD_INFO_EXIT };
	if (ioctl(process->pidfd, PIDFD_GET_INFO, &info) == 0 && (info.mask & PIDFD_INFO_EXIT) != 0) {
		process->status = info.status;
		return true;
	}
	return process->status_ns != 0;
}

void remove_process(struct process *process)
{
	struct sandbox *sandbox = process->sandbox;
	struct process **link = bucket_of(process->host);
	while (*link != process)
		link = &(*link)->same_bucket;
	*link = process->same_bucket;

	*(process->previous == NULL ? &sandbox->first : &process->previous->next) = process->next;
	*(process->next == NULL ? &sandbox->last : &process->next->previous) = process->previous;

	waits_no_more(process);
	if (process->pidfd >= 0)
		close(process->pidfd); /* Nothing was written that could be lost. */
	free(process);
}
