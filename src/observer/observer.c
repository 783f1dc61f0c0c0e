/*
 * The observer: tells a lab server what the processes of the sandboxes that somebody watches do, in their own numbers.
 *
 * On stdin: "watch ID FD" (a descriptor of the server, of the sandbox's /proc), "unwatch ID". End of file: the end.
 * On stdout, with microseconds since 1970 as AT, and numbers as the sandbox knows them (0: a process outside of it):
 *   ready                              once; the server falls back to looking at /proc when it never comes
 *   list ID AT ... listed ID           the whole picture stands between; it replaces any before
 *   is ID AT PID PPID STATE STATUS GROUP SESSION UID STARTED NAME
 *   fork ID AT PID PPID                exec ID AT PID NAME         name ID AT PID NAME
 *   exit ID AT PID STATUS              zombie ID AT PID PPID       it was not reaped at once
 *   orphan ID AT PID FROM TO init|subreaper    TO is PID 1 of its namespace, or its nearest ancestor that is a subreaper
 *   reap ID AT PID BY wait|kernel
 *   sid ID AT PID                      it leads a session, and a process group, of its own number: setsid(2)
 *   uid ID AT PID REAL EFFECTIVE       gid ID AT PID REAL EFFECTIVE
 *   signal ID AT PID NUMBER FROM|kernel|unknown taken|ignored   where the kernel can be asked for it
 *   miss ID AT COUNT                   so many lives, or programs run, were too short to be told
 *   lost ID AT                         events were lost, or too many: a new picture follows
 *   gone ID                            its PID 1 is
 */
#define _GNU_SOURCE
#include "clock.h"
#include "connector.h"
#include "ends.h"
#include "fail.h"
#include "lives.h"
#include "sandbox.h"
#include "self-test.h"
#include "signals.h"
#include "tell.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Some twenty thousand events; and more than a hundred thousand lines for a server that is busy with something else. */
enum { BUFFER_BYTES = 16 * 1024 * 1024, LINES_BYTES = 8 * 1024 * 1024 };
enum { EVENTS_AT_ONCE = 256 };

static int connector, events;

static void take_precedence(void);
static void watch_descriptor(int fd);
static void turn(void);
static void drain_connector(void);
static void read_orders(void);

int main(int count, char **arguments)
{
	int buffer_bytes = BUFFER_BYTES;
	if (count == 3 && strcmp(arguments[1], "--buffer-bytes") == 0)
		buffer_bytes = atoi(arguments[2]);
	connector = open_connector(buffer_bytes);
	test_kernel(connector);
	take_precedence();
	events = epoll_create1(EPOLL_CLOEXEC);
	if (events < 0)
		fail("epoll_create1");
	watch_descriptor(connector);
	watch_descriptor(STDIN_FILENO);
	open_signals(events);
	tell("ready");
	tell_now();
	for (;;)
		turn();
}

/* An event is read before the process that it is about is gone. Where we may not, more is told to be missing. */
static void take_precedence(void)
{
	/* Node's pipes are sockets. Who waits until the server has read does not look at processes meanwhile. */
	const int lines_bytes = LINES_BYTES;
	setsockopt(STDOUT_FILENO, SOL_SOCKET, SO_SNDBUFFORCE, &lines_bytes, sizeof lines_bytes);
	const struct sched_param lowest = { .sched_priority = 1 };
	/* musl's own function does nothing but refuse. */
	if (syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &lowest) < 0)
		setpriority(PRIO_PROCESS, 0, -20);
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) < 0)
		fail("getrlimit");
	files.rlim_cur = files.rlim_max = files.rlim_max > 1U << 20 ? files.rlim_max : 1U << 20;
	if (setrlimit(RLIMIT_NOFILE, &files) < 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	signal(SIGPIPE, SIG_IGN); /* EPIPE instead */
}

/* Their data are below any serial's. */
static void watch_descriptor(int fd)
{
	struct epoll_event wanted = { .events = EPOLLIN, .data.u64 = (uint64_t)fd };
	if (epoll_ctl(events, EPOLL_CTL_ADD, fd, &wanted) < 0)
		fail("epoll_ctl");
}

/* Waits for whatever is next. What the connector says comes first: it happened before a pidfd says anything. */
static void turn(void)
{
	static uint64_t due_ns;
	struct epoll_event ready[EVENTS_AT_ONCE];
	uint64_t now = now_ns();
	int timeout_ms = due_ns <= now ? 0 : due_ns - now > 1000000000U ? 1000 : (int)((due_ns - now) / 1000000 + 1);
	int count = epoll_wait(events, ready, EVENTS_AT_ONCE, timeout_ms);
	if (count < 0 && errno != EINTR)
		fail("epoll_wait");
	now = now_ns();
	drain_connector();
	/* Those since then may be for a process that nobody has told of yet. */
	bool signals_wait = see_signals(now);
	for (int at = 0; at < count; at++) {
		if (ready[at].data.u64 == STDIN_FILENO)
			read_orders();
		else if (ready[at].data.u64 >> 32 != 0)
			see_pidfd(ready[at].data.u64, ready[at].events);
	}
	uint64_t zombies_ns = tell_zombies();
	due_ns = look_at_sandboxes(events);
	if (zombies_ns < due_ns)
		due_ns = zombies_ns;
	if (signals_wait)
		due_ns = 0;
	uint64_t flood_ns = end_flood();
	if (flood_ns < due_ns)
		due_ns = flood_ns;
	tell_now();
}

static void drain_connector(void)
{
	struct proc_event event;
	for (;;) {
		switch (receive(connector, &event)) {
		case RECEIVED_EVENT:
			see_signals(event.timestamp_ns);
			see_event(&event, events);
			break;
		case RECEIVED_OVERFLOW:
			lose_sight_of_all();
			break;
		case RECEIVED_NOTHING:
			return;
		}
	}
}

static void obey(const char *line)
{
	unsigned id;
	int fd;
	bool idle = !any_sandbox();
	if (sscanf(line, "watch %u %d", &id, &fd) == 2)
		watch_sandbox(id, fd);
	else if (sscanf(line, "unwatch %u", &id) == 1)
		unwatch_sandbox(id);
	else
		dprintf(STDERR_FILENO, "observer: not understood: %s\n", line);
	/* Before its picture is read: nothing may happen in between. */
	if (idle == any_sandbox()) {
		listen_to(connector, idle);
		listen_to_signals(idle);
	}
}

static void read_orders(void)
{
	static char text[4096];
	static size_t length;
	ssize_t got = read(STDIN_FILENO, text + length, sizeof text - 1 - length);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0)
		exit(0); /* The server is gone, or wants the end. */
	length += (size_t)got;
	text[length] = '\0';
	for (char *end; (end = strchr(text, '\n')) != NULL;) {
		*end = '\0';
		obey(text);
		length -= (size_t)(end + 1 - text);
		memmove(text, end + 1, length + 1);
	}
	if (length == sizeof text - 1)
		length = 0; /* No line of ours is so long. */
}
