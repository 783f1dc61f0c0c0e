#define _GNU_SOURCE
#include "signal-ring.h"
#include "fail.h"
#include "kernel.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROCESSORS_MAX = 1024, RING_BYTES = 64 * 1024 };
#define TRACEFS "/sys/kernel/tracing"
/*
 * Not SIGCHLD, SIGWINCH and SIGURG, which come by the hundred and say nothing, nor the two that C libraries use themselves.
 */
#define FILTER "sig != 17 && sig != 28 && sig != 23 && sig != 32 && sig != 33"

struct ring {
	int fd;
	struct perf_ring_head *head; /* The data are a page behind it. */
	const unsigned char *data;
};

static struct ring rings[PROCESSORS_MAX];
static unsigned count;

static int read_number(const char *path)
{
	char text[16] = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	ssize_t got = read(fd, text, sizeof text - 1);
	close(fd);
	return got > 0 ? atoi(text) : -1;
}

/* Mounted where nobody else sees it, and by a child: a mount namespace of our own would keep all mounts of the machine busy. */
static int tracepoint_number(void)
{
	const char *path = TRACEFS "/events/signal/signal_generate/id";
	int number = read_number(path), ends[2];
	if (number >= 0 || pipe2(ends, O_CLOEXEC) < 0)
		return number;
	pid_t child = fork();
	if (child == 0) {
		if (unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
		    mount("tracefs", TRACEFS, "tracefs", 0, NULL) == 0)
			number = read_number(path);
		_exit(write(ends[1], &number, sizeof number) != sizeof number);
	}
	close(ends[1]);
	if (child < 0 || read(ends[0], &number, sizeof number) != sizeof number)
		number = -1;
	close(ends[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
	return number;
}

static bool open_ring(int tracepoint, int processor, int events)
{
	struct perf_attributes attributes = {
		.type = PERF_TRACEPOINT,
		.size = sizeof attributes,
		.config = (uint64_t)tracepoint,
		.sample_period = 1,
		.sample_type = PERF_TID | PERF_TIME | PERF_RAW,
		.flags = PERF_DISABLED | PERF_USE_CLOCK,
		.wakeup_events = 1,
		.clock = CLOCK_MONOTONIC,
	};
	int fd = (int)syscall(SYS_perf_event_open, &attributes, -1, processor, -1, PERF_CLOSE_ON_EXEC);
	if (fd < 0)
		return errno == ENODEV; /* A processor that is switched off. EINVAL: there is none of this number. */
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *head = mmap(NULL, page + RING_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	struct epoll_event wanted = { .events = EPOLLIN, .data.u64 = (uint64_t)fd };
	if (head == MAP_FAILED || ioctl(fd, PERF_SET_FILTER, FILTER) < 0 || epoll_ctl(events, EPOLL_CTL_ADD, fd, &wanted) < 0) {
		close(fd);
		return false;
	}
	rings[count++] = (struct ring){ .fd = fd, .head = head, .data = (const unsigned char *)head + page };
	return true;
}

void open_signal_rings(int events)
{
	int tracepoint = tracepoint_number();
	for (int processor = 0; tracepoint >= 0 && processor < PROCESSORS_MAX; processor++) {
		if (!open_ring(tracepoint, processor, events))
			break;
	}
}

void enable_signal_rings(bool wanted)
{
	for (unsigned at = 0; at < count; at++) {
		if (ioctl(rings[at].fd, wanted ? PERF_ENABLE : PERF_DISABLE, 0) < 0)
			fail("the tracepoint of signals");
	}
}

static void copy(const struct ring *ring, uint64_t from, void *to, size_t length)
{
	for (size_t at = 0; at < length; at++)
		((unsigned char *)to)[at] = ring->data[(from + at) % RING_BYTES];
}

/* The oldest of one ring, which stays in it. What is no signal, such as that some were lost, is thrown away. */
static bool peek(const struct ring *ring, struct perf_signal *record)
{
	uint64_t head = __atomic_load_n(&ring->head->data_head, __ATOMIC_ACQUIRE);
	while (ring->head->data_tail < head) {
		uint64_t tail = ring->head->data_tail;
		copy(ring, tail, &record->header, sizeof record->header);
		if (record->header.type == PERF_SAMPLE && record->header.size >= sizeof *record) {
			copy(ring, tail, record, sizeof *record);
			return true;
		}
		__atomic_store_n(&ring->head->data_tail, tail + record->header.size, __ATOMIC_RELEASE);
	}
	return false;
}

bool next_signal(uint64_t before_ns, struct signal_sent *sent)
{
	const struct ring *oldest = NULL;
	struct perf_signal record, first = { 0 };
	for (unsigned at = 0; at < count; at++) {
		if (!peek(&rings[at], &record) || record.at_ns >= before_ns)
			continue;
		if (oldest == NULL || record.at_ns < first.at_ns) {
			oldest = &rings[at];
			first = record;
		}
	}
	if (oldest == NULL)
		return false;
	__atomic_store_n(&oldest->head->data_tail, oldest->head->data_tail + first.header.size, __ATOMIC_RELEASE);
	*sent = (struct signal_sent){
		.at_ns = first.at_ns,
		.sender = first.sender_process,
		.target = first.target,
		.signal = first.signal,
		.code = first.code,
		.result = first.result,
	};
	return true;
}

bool any_signal(void)
{
	struct perf_signal record;
	for (unsigned at = 0; at < count; at++) {
		if (peek(&rings[at], &record))
			return true;
	}
	return false;
}
