#define _GNU_SOURCE
#include "numbers.h"
#include "clock.h"
#include "lives.h"
#include "tell.h"

static struct process *next_unnumbered(struct process *process)
{
	while (process != NULL && process->inner != 0)
		process = process->next;
	return process;
}

void see_number(struct process *process, pid_t forker)
{
	struct sandbox *sandbox = process->sandbox;
	if (sandbox->unnumbered > 0) {
		bool counted = sandbox->last_forker == forker &&
			       process->inner == sandbox->last_number + (pid_t)sandbox->unnumbered + 1;
		if (!counted)
			give_up_numbers(sandbox, UINT64_MAX);
		struct process *next;
		for (struct process *one = next_unnumbered(sandbox->first); one != NULL; one = next) {
			next = next_unnumbered(one->next);
			one->inner = ++sandbox->last_number;
			sandbox->unnumbered--;
			see_birth(one);
		}
	}
	sandbox->last_forker = forker;
	sandbox->last_number = process->inner;
}

void miss_number(struct process *process, pid_t forker)
{
	struct sandbox *sandbox = process->sandbox;
	sandbox->unnumbered++;
	if (sandbox->last_forker != forker)
		lose_count(sandbox);
}

void lose_count(struct sandbox *sandbox)
{
	sandbox->last_forker = 0;
}

void give_up_numbers(struct sandbox *sandbox, uint64_t before_ns)
{
	unsigned missing = 0;
	struct process *next;
	if (sandbox->unnumbered == 0)
		return;
	for (struct process *one = next_unnumbered(sandbox->first); one != NULL; one = next) {
		next = next_unnumbered(one->next);
		if (one->forked_ns >= before_ns)
			continue;
		remove_process(one);
		missing++;
	}
	if (missing == 0)
		return;
	sandbox->unnumbered -= missing;
	lose_count(sandbox);
	tell("miss %u %llu %u", sandbox->id, (unsigned long long)since_1970_us(now_ns()), missing);
}
