/* From events of the kernel to what is told of a process. Its end is in ends.h. */
#ifndef LIVES_H
#define LIVES_H
#include "kernel.h"
#include "process.h"

/** What the connector says. */
void see_event(const struct proc_event *event, int events);

/** What the pidfd of a process says: bits of EPOLLIN (it has ended) and EPOLLHUP (and was reaped). */
void see_pidfd(uint64_t data, uint32_t bits);

/** It is there, its number is known, and nothing was told of it yet. When it is gone already, its end is told, too. */
void see_birth(struct process *process);

/** It runs under this name now. */
void see_name(struct process *process, const char *name, const char *word, uint64_t at_ns);

/** "WORD SANDBOX MICROSECONDS PID", and what follows. */
__attribute__((format(printf, 4, 5))) void say(const struct process *process, const char *word, uint64_t at_ns,
					       const char *format, ...);

#endif
