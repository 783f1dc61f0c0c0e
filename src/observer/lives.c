#define _GNU_SOURCE
#include "lives.h"
#include "clock.h"
#include "ends.h"
#include "numbers.h"
#include "sandbox.h"
#include "tell.h"
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>

static void forked(const struct proc_event *event, int events);
static void executed(const struct proc_event *event, int events);
static void renamed(const struct proc_event *event);
static void changed_id(const struct proc_event *event, const char *word);
static void led_session(const struct proc_event *event);
static void thread_exited(const struct proc_event *event);
static void see_last_parent(struct process *process, pid_t parent, uint64_t at_ns);

void see_event(const struct proc_event *event, int events)
{
	switch (event->kind) {
	case EVENT_FORK:
		forked(event, events);
		break;
	case EVENT_EXEC:
		executed(event, events);
		break;
	case EVENT_COMM:
		renamed(event);
		break;
	case EVENT_UID:
		changed_id(event, "uid");
		break;
	case EVENT_GID:
		changed_id(event, "gid");
		break;
	case EVENT_SID:
		led_session(event);
		break;
	case (uint32_t)EVENT_EXIT:
		thread_exited(event);
		break;
	default:
		break;
	}
}

void see_pidfd(uint64_t data, uint32_t bits)
{
	struct process *process = find_process((pid_t)(data & UINT32_MAX));
	if (process == NULL || process->serial != (uint32_t)(data >> 32))
		return;
	see_end(process, bits, now_ns());
}

static void forked(const struct proc_event *event, int events)
{
	pid_t host = event->of.fork.child_tgid, forker = event->of.fork.parent_pid;
	struct process *process = find_process(host);
	if (event->of.fork.child_pid != host) { /* A thread takes a number as well. */
		if (process != NULL) {
			if (process->threads > 0)
				process->threads++;
			lose_count(process->sandbox);
		}
		return;
	}
	if (process != NULL) {
		if (process->since_ns >= event->timestamp_ns)
			return;
		reaped(process, event->timestamp_ns); /* Its number is another's by now. */
	}
	const struct process *parent = find_process(event->of.fork.parent_tgid);
	if (parent == NULL || event->timestamp_ns < parent->sandbox->listed_ns)
		return;
	struct sandbox *sandbox = parent->sandbox;
	pid_t inner = inner_number(sandbox, host); /* Before all else: it may be gone in a moment. */
	if (!may_tell(sandbox)) {
		lose_sight(sandbox, now_ns() + LOST_SIGHT_NS);
		return;
	}
	if (parent->inner == 0) {
		/* Of a parent that nobody could name: should it live on, it is found by the next look. */
		lose_count(sandbox);
		return;
	}
	process = add_process(sandbox, host, inner);
	process->parent = parent->host;
	process->parent_inner = parent->inner;
	process->group = parent->group;
	process->session = parent->session;
	process->uid = parent->uid;
	process->forked_ns = process->since_ns = event->timestamp_ns;
	memcpy(process->name, parent->name, sizeof process->name);
	if (inner == 0) {
		miss_number(process, forker);
		return;
	}
	open_pidfd(process, events);
	see_number(process, forker);
	see_birth(process);
}

void see_birth(struct process *process)
{
	say(process, "fork", process->forked_ns, " %d", process->parent_inner);
	if (process->exited_ns != 0) {
		ended(process, process->exited_ns);
		reaped(process, process->exited_ns);
	}
}

/* Who was not known came from outside, as by `runc exec`. */
static void executed(const struct proc_event *event, int events)
{
	pid_t host = event->of.exec.tgid;
	struct process *process = find_process(host);
	struct sandbox *sandbox = process == NULL ? sandbox_of(host) : process->sandbox;
	if (sandbox == NULL || sandbox->listed_ns == 0)
		return;
	if (process == NULL || process->inner == 0) {
		process = find_inside(sandbox, inner_number(sandbox, host), events);
		if (process == NULL)
			return;
	} else if (event->timestamp_ns < process->since_ns) {
		return;
	}
	struct proc_stat stat;
	if (read_stat(sandbox->proc, process->inner, &stat))
		see_name(process, stat.name, "exec", event->timestamp_ns);
	else
		tell("miss %u %llu 1", sandbox->id, (unsigned long long)since_1970_us(event->timestamp_ns));
}

/* Of a thread that is not the first, the name is its own affair. */
static void renamed(const struct proc_event *event)
{
	struct process *process = find_process(event->of.comm.tgid);
	if (process == NULL || process->inner == 0 || event->of.comm.pid != event->of.comm.tgid)
		return;
	char name[sizeof event->of.comm.name + 1] = { 0 };
	memcpy(name, event->of.comm.name, sizeof event->of.comm.name);
	see_name(process, name, "name", event->timestamp_ns);
}

void see_name(struct process *process, const char *name, const char *word, uint64_t at_ns)
{
	snprintf(process->name, sizeof process->name, "%s", name);
	say(process, word, at_ns, " %s", process->name);
}

/* Each thread has its own for the kernel. C libraries give all threads the same, and the first stands for them. */
static void changed_id(const struct proc_event *event, const char *word)
{
	struct process *process = find_process(event->of.id.tgid);
	if (process == NULL || process->inner == 0 || event->of.id.pid != event->of.id.tgid)
		return;
	bool is_user = event->kind == EVENT_UID;
	const struct id_map *map = is_user ? &process->sandbox->uids : &process->sandbox->gids;
	uint32_t effective = id_inside(map, event->of.id.effective);
	if (is_user)
		process->uid = effective;
	say(process, word, event->timestamp_ns, " %u %u", id_inside(map, event->of.id.real), effective);
}

/* Of setsid(2), and nothing else: it leads a new process group, too. */
static void led_session(const struct proc_event *event)
{
	struct process *process = find_process(event->of.sid.tgid);
	if (process == NULL || process->inner == 0)
		return;
	process->group = process->session = process->inner;
	say(process, "sid", event->timestamp_ns, "%s", "");
}

/*
 * Of one thread, a moment after its end. The first thread may end long before the others, or come to life again when
 * another one calls exec: that all of a process has ended, only its pidfd says.
 */
static void thread_exited(const struct proc_event *event)
{
	struct process *process = find_process(event->of.exit.tgid);
	if (process == NULL || event->timestamp_ns < process->since_ns)
		return;
	process->status = (int)event->of.exit.status;
	process->status_ns = event->timestamp_ns;
	if (process->threads > 0)
		process->threads--;
	if (process->inner == 0) {
		process->exited_ns = event->timestamp_ns;
		return;
	}
	if (event->of.exit.pid == event->of.exit.tgid) {
		process->waited_for = event->of.exit.parent_tgid != 0;
		see_last_parent(process, event->of.exit.parent_tgid, event->timestamp_ns);
	}
	if (process->pidfd < 0 && process->threads <= 0)
		see_end(process, EPOLLIN | EPOLLHUP, event->timestamp_ns);
	else if (process->untold)
		see_end(process, pidfd_bits(process), event->timestamp_ns);
}

/* 0: it was reaped already. */
static void see_last_parent(struct process *process, pid_t parent, uint64_t at_ns)
{
	if (parent == 0 || parent == process->parent)
		return;
	see_end_of_parent(process, at_ns);
	see_parent(process, inner_number(process->sandbox, parent), at_ns);
}

void say(const struct process *process, const char *word, uint64_t at_ns, const char *format, ...)
{
	struct sandbox *sandbox = process->sandbox;
	char rest[192];
	va_list values;
	va_start(values, format);
	vsnprintf(rest, sizeof rest, format, values);
	va_end(values);
	tell("%s %u %llu %d%s", word, sandbox->id, (unsigned long long)since_1970_us(at_ns), process->inner, rest);
	sandbox->changed_ns = now_ns();
	sandbox->lines--;
}
