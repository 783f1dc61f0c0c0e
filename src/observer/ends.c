#define _GNU_SOURCE
#include "ends.h"
#include "clock.h"
#include "lives.h"
#include "numbers.h"
#include "sandbox.h"
#include "tell.h"
#include <stddef.h>
#include <sys/epoll.h>

/* Each process is a zombie until its parent is back on a processor. So long makes it one that is worth telling of. */
enum { ZOMBIE_NS = 10000000 };

static struct process *first_waiting, *last_waiting;

static void tell_zombie(struct process *process);
static void adopt_children_of(struct process *parent, uint64_t at_ns);
static pid_t adopter_after(const struct process *parent);

/* As soon as it can be told how. The connector says so at last. */
void see_end(struct process *process, uint32_t bits, uint64_t at_ns)
{
	if ((bits & EPOLLIN) == 0)
		return;
	if (!process->exited && !read_status(process)) {
		process->untold = true;
		return;
	}
	ended(process, process->threads == 0 ? process->status_ns : at_ns);
	if (bits & EPOLLHUP)
		reaped(process, at_ns);
}

void ended(struct process *process, uint64_t at_ns)
{
	if (process->exited)
		return;
	process->exited = true;
	process->state = 'Z';
	process->exited_ns = at_ns;
	process->waits = true;
	process->previous_exited = last_waiting;
	*(last_waiting == NULL ? &first_waiting : &last_waiting->next_exited) = process;
	last_waiting = process;
	say(process, "exit", at_ns, " %d", process->status);
	adopt_children_of(process, at_ns);
}

/* The kernel gives all of them to the same process, before it lets anybody know of their parent's end. */
static void adopt_children_of(struct process *parent, uint64_t at_ns)
{
	struct process *next;
	for (struct process *child = parent->sandbox->first; child != NULL; child = next) {
		next = child->next;
		if (child->parent != parent->host || child->inner == 0 || child == parent)
			continue;
		struct proc_stat stat;
		if (read_stat(child->sandbox->proc, child->inner, &stat)) {
			see_parent(child, stat.parent, at_ns);
		} else if (child->exited) {
			/* Its adopter has reaped it already. One that nobody knew to be a zombie, its parent reaped. */
			see_parent(child, adopter_after(parent), at_ns);
		}
	}
}

static pid_t adopter_after(const struct process *parent)
{
	const struct process *ancestor = find_process(parent->parent);
	while (ancestor != NULL && !(ancestor->adopts && !ancestor->exited))
		ancestor = find_process(ancestor->parent);
	return ancestor == NULL ? 1 : ancestor->inner;
}

bool see_end_of_parent(const struct process *process, uint64_t at_ns)
{
	struct process *parent = find_process(process->parent);
	if (parent == NULL || parent->pidfd < 0)
		return true;
	see_end(parent, pidfd_bits(parent) & EPOLLIN, at_ns);
	return parent->exited;
}

void see_parent(struct process *process, pid_t parent_inner, uint64_t at_ns)
{
	if (parent_inner == process->parent_inner || parent_inner == 0)
		return; /* Nobody is adopted by one outside. Who was is gone, and the one after it is told in time. */
	pid_t before = process->parent_inner;
	process->parent_inner = parent_inner;
	process->parent = host_number(process->sandbox, parent_inner);
	struct process *adopter = find_process(process->parent);
	if (adopter != NULL)
		adopter->adopts = true;
	bool by_init = parent_inner == 1 || is_init_of(process->parent, process->host);
	say(process, "orphan", at_ns, " %d %d %s", before, parent_inner, by_init ? "init" : "subreaper");
}

/*
 * Nobody waits for the children of one that ignores SIGCHLD: the kernel takes them, before the connector can say who their
 * parent is. Of others it mostly can.
 */
void reaped(struct process *process, uint64_t at_ns)
{
	if (process->inner == 0) {
		give_up_numbers(process->sandbox, UINT64_MAX);
		return;
	}
	ended(process, at_ns);
	struct sandbox *sandbox = process->sandbox;
	pid_t parent = process->parent_inner;
	if (process->waits && at_ns >= process->exited_ns + ZOMBIE_NS)
		tell_zombie(process);
	bool by_kernel = process->waits && !process->waited_for && parent != 0 && ignores_children(sandbox->proc, parent);
	say(process, "reap", at_ns, " %d %s", parent, by_kernel ? "kernel" : "wait");
	if (process->inner == 1) {
		sandbox->gone = true;
		tell("gone %u", sandbox->id);
	}
	remove_process(process);
}

static void tell_zombie(struct process *process)
{
	waits_no_more(process);
	say(process, "zombie", process->exited_ns, " %d", process->parent_inner);
}

uint64_t tell_zombies(void)
{
	while (first_waiting != NULL && first_waiting->exited_ns + ZOMBIE_NS <= now_ns())
		tell_zombie(first_waiting);
	return first_waiting == NULL ? UINT64_MAX : first_waiting->exited_ns + ZOMBIE_NS;
}

void waits_no_more(struct process *process)
{
	if (!process->waits)
		return;
	process->waits = false;
	*(process->previous_exited == NULL ? &first_waiting : &process->previous_exited->next_exited) = process->next_exited;
	*(process->next_exited == NULL ? &last_waiting : &process->next_exited->previous_exited) = process->previous_exited;
	process->next_exited = process->previous_exited = NULL;
}
