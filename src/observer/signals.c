#define _GNU_SOURCE
#include "signals.h"
#include "clock.h"
#include "lives.h"
#include "sandbox.h"
#include "signal-ring.h"
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

/* More than this in a second are a flood, of which nobody could read a part. */
enum { SIGNALS_PER_SECOND = 2000 };
enum { SECOND_NS = 1000000000 };
/* enum of linux/signal.h: TRACE_SIGNAL_DELIVERED, TRACE_SIGNAL_IGNORED; the others came to nothing. */
enum { DELIVERED, IGNORED };

static bool listening;
static uint64_t second_ns; /* When the second began */
static unsigned seen;

static void tell_signal(const struct signal_sent *sent);

void open_signals(int events)
{
	open_signal_rings(events);
}

void listen_to_signals(bool wanted)
{
	listening = wanted;
	enable_signal_rings(wanted);
}

bool see_signals(uint64_t before_ns)
{
	struct signal_sent sent;
	while (next_signal(before_ns, &sent)) {
		if (sent.at_ns >= second_ns + SECOND_NS) {
			second_ns = sent.at_ns;
			seen = 0;
		}
		if (++seen == SIGNALS_PER_SECOND)
			enable_signal_rings(false);
		if (seen <= SIGNALS_PER_SECOND)
			tell_signal(&sent);
	}
	return any_signal();
}

uint64_t end_flood(void)
{
	if (seen < SIGNALS_PER_SECOND || !listening)
		return UINT64_MAX;
	if (now_ns() < second_ns + SECOND_NS)
		return second_ns + SECOND_NS;
	seen = 0;
	enable_signal_rings(true);
	return UINT64_MAX;
}

/* By the sandbox's number. 0: outside of it. -1: gone, so nobody knows */
static pid_t sender_inside(const struct sandbox *sandbox, pid_t host)
{
	const struct process *process = find_process(host);
	if (process != NULL && process->sandbox == sandbox)
		return process->inner == 0 ? -1 : process->inner;
	pid_t inner = inner_number(sandbox, host);
	if (inner != 0)
		return inner;
	return host == 0 || kill(host, 0) == 0 ? 0 : -1;
}

static void tell_signal(const struct signal_sent *sent)
{
	const struct process *process = find_process(sent->target);
	if (process == NULL || process->inner == 0 || sent->result > IGNORED)
		return;
	if (!may_tell(process->sandbox)) {
		lose_sight(process->sandbox, now_ns() + LOST_SIGHT_NS);
		return;
	}
	char sender[16] = "kernel";
	/* sigaction(2): kill(2), sigqueue(3) and tgkill(2) are zero or these; all else is the kernel's own doing. */
	if (sent->code == SI_USER || sent->code == SI_QUEUE || sent->code == SI_TKILL) {
		pid_t inner = sender_inside(process->sandbox, sent->sender);
		if (inner < 0)
			snprintf(sender, sizeof sender, "unknown");
		else
			snprintf(sender, sizeof sender, "%d", inner);
	}
	/* SIGCONT lets a process go on that has no handler for it. */
	bool ignored = sent->result == IGNORED && sent->signal != SIGCONT;
	say(process, "signal", sent->at_ns, " %d %s %s", sent->signal, sender, ignored ? "ignored" : "taken");
}
