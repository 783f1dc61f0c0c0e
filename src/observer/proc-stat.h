/* The only file of a process that is read: short, and the kernel takes no lock for it that the process could hold. */
#ifndef PROC_STAT_H
#define PROC_STAT_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { NAME_BYTES = 66 }; /* 64 of a worker of the kernel, which is longer than any of a program */

struct proc_stat {
	char name[NAME_BYTES];
	char state;
	pid_t parent, group, session; /* 0: it is outside */
	uint64_t started_ticks; /* Since the machine's start */
	bool exiting;
	int status; /* As of wait(2); for a zombie */
};

/** @param proc a directory of procfs, whose numbers those of the answer are. @return false: it is gone */
bool read_stat(int proc, pid_t pid, struct proc_stat *stat);

/** Its effective user, as the machine numbers users: the owner of its folder. One that is gone has root's. */
uint32_t stat_owner(int proc, pid_t pid);

/** Whether the process lets the kernel take its children when they end, as its SIGCHLD is ignored. */
bool ignores_children(int proc, pid_t pid);

#endif
