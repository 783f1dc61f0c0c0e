/* The processes of watched sandboxes, by the number that the machine knows them by. */
#ifndef PROCESS_H
#define PROCESS_H
#include "proc-stat.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct sandbox;

struct process {
	struct sandbox *sandbox;
	pid_t host;
	pid_t inner; /* In its sandbox. 0: not known (numbers.c) */
	pid_t parent, parent_inner; /* 0: it is outside of the sandbox */
	pid_t group, session; /* As the sandbox numbers them. 0: outside of it */
	uint32_t uid; /* The effective one, as the sandbox numbers users */
	uint64_t started_us; /* Since 1970. 0: when it was forked, which is not asked for most */
	int pidfd; /* -1: it was gone before one could be opened */
	uint32_t serial; /* A number of a process may come again, this does not. */
	uint64_t since_ns; /* What the connector says of an earlier time is known already. */
	uint64_t forked_ns, exited_ns;
	int threads; /* That the connector has told of, and not of their ends. -1: nobody knows how many there were before */
	int status; /* As of wait(2), of the thread whose end it told last */
	uint64_t status_ns; /* When that was. 0: never */
	bool waited_for; /* Its parent had to: it was there after its end. */
	bool exited; /* With all its threads, and told */
	bool untold; /* It has ended, and the connector has yet to say how. */
	bool adopts; /* It was seen to: PR_SET_CHILD_SUBREAPER cannot be read. */
	char state;
	char name[NAME_BYTES];
	struct process *same_bucket;
	struct process *next, *previous; /* Of the sandbox, in the order of their serials */
	struct process *next_exited, *previous_exited;
	bool waits; /* Exited a moment ago: a zombie, should it stay so (lives.c) */
};

/** null: not of a watched sandbox. */
struct process *find_process(pid_t host);

/** Nothing is told. The sandbox's, and found, from now on. */
struct process *add_process(struct sandbox *sandbox, pid_t host, pid_t inner);

/** Has epoll_wait(2) of `events` say what happens to it, with its serial and host number as data. */
void open_pidfd(struct process *process, int events);

/** EPOLLIN: all its threads have ended. EPOLLHUP: it was reaped. */
uint32_t pidfd_bits(const struct process *process);

/** How it ended. @return false: the connector has yet to say */
bool read_status(struct process *process);

/** Closes what it holds, forgets it. */
void remove_process(struct process *process);

#endif
