/*
 * Numbers of processes that were gone before the kernel could be asked for them, because they lived for microseconds.
 *
 * A namespace gives out its numbers in ascending order. So when a thread has forked K of them between two children whose
 * numbers are A and A + K + 1, there is one number for each, in their order. Whatever else took a number in between
 * would have moved the second. What cannot be counted like this is told to be missing.
 */
#ifndef NUMBERS_H
#define NUMBERS_H
#include "sandbox.h"

/** `process`, whose number is known, was forked by that thread. May tell of those before it. */
void see_number(struct process *process, pid_t forker);

/** The number of `process` could not be read. */
void miss_number(struct process *process, pid_t forker);

/** Another than a process took a number, or nobody knows who did. */
void lose_count(struct sandbox *sandbox);

/** Tells how many are missing, and forgets them. With `before_ns`: of those that were forked before. */
void give_up_numbers(struct sandbox *sandbox, uint64_t before_ns);

#endif
