/* A sandbox that somebody watches: a PID namespace. */
#ifndef SANDBOX_H
#define SANDBOX_H
#include "id-map.h"
#include "process.h"

/* So long nothing is told of a sandbox that told too much. */
enum { LOST_SIGHT_NS = 200000000 };

struct sandbox {
	unsigned id; /* The server's name for it */
	int proc; /* Its own /proc */
	int namespace;
	ino_t inode; /* Of the namespace */
	struct id_map uids, gids;
	struct process *first, *last;
	bool gone; /* Its PID 1 is: nothing comes any more. */
	uint64_t listed_ns; /* 0: its picture has yet to be read. */
	uint64_t list_at_ns; /* When it may be */
	uint64_t look_at_ns;
	uint64_t changed_ns;
	double lines; /* It may tell so many more now. */
	uint64_t lines_counted_ns;
	unsigned unnumbered; /* How many (numbers.h) */
	pid_t last_number, last_forker; /* 0: nobody knows */
	struct sandbox *next;
};

/**
 * @param fd of the server, of the sandbox's /proc: what the sandbox makes of its paths matters to nobody then.
 * Its picture is told when it is next due.
 */
void watch_sandbox(unsigned id, int fd);
void unwatch_sandbox(unsigned id);
bool any_sandbox(void);

/** null: none that is watched. */
struct sandbox *sandbox_of(pid_t host);

/** Our number for one of the sandbox's. 0: there is none */
pid_t host_number(const struct sandbox *sandbox, pid_t inner);

/** The sandbox's number for one of ours. 0: it is not in it */
pid_t inner_number(const struct sandbox *sandbox, pid_t host);

/** Whether `init` is the PID 1 of the namespace that `host` is in, which may be one within the sandbox. Both are our numbers. */
bool is_init_of(pid_t init, pid_t host);

/** One that nothing was told of, by the sandbox's number: tells of its birth. null: it is gone */
struct process *find_inside(struct sandbox *sandbox, pid_t inner, int events);

/** One more birth and what follows. @return false: it tells more than anybody could look at */
bool may_tell(struct sandbox *sandbox);

/** Tells that something was not seen, and has the whole picture read again. */
void lose_sight(struct sandbox *sandbox, uint64_t list_at_ns);
void lose_sight_of_all(void);

/** Reads the pictures and states that are due. @return when something is next, UINT64_MAX: never */
uint64_t look_at_sandboxes(int events);

#endif
