/* The end of a process: exit, who adopts its children, and who reaps it. */
#ifndef ENDS_H
#define ENDS_H
#include "process.h"

/** What the pidfd says: bits of EPOLLIN (all its threads have ended) and EPOLLHUP (it was reaped). Told once it is known how. */
void see_end(struct process *process, uint32_t bits, uint64_t at_ns);

/** It has ended. Only the first call counts. */
void ended(struct process *process, uint64_t at_ns);

/** It is no more, and is forgotten. */
void reaped(struct process *process, uint64_t at_ns);

/** Another process has adopted it, so its parent has ended. @return false: how is yet to be told, and the adoption with it */
bool see_end_of_parent(const struct process *process, uint64_t at_ns);

/** It has another parent, by the sandbox's number. 0: outside */
void see_parent(struct process *process, pid_t parent_inner, uint64_t at_ns);

/** Tells of those that have stayed zombies. @return when to ask again, UINT64_MAX: not before another exit */
uint64_t tell_zombies(void);

/** It is no zombie that has yet to be told. */
void waits_no_more(struct process *process);

#endif
