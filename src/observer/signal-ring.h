/* Signals as the tracepoint signal:signal_generate gives them, by perf_event_open(2): a ring for each processor. */
#ifndef SIGNAL_RING_H
#define SIGNAL_RING_H
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct signal_sent {
	uint64_t at_ns; /* CLOCK_MONOTONIC */
	pid_t sender; /* Who ran when it was sent; 0: nobody did */
	pid_t target; /* A thread, mostly the first of its process */
	int signal, code, result;
};

/** None, where this kernel or our rights are too little. */
void open_signal_rings(int events);

void enable_signal_rings(bool wanted);

/** The oldest that was sent before. @return false: there is none */
bool next_signal(uint64_t before_ns, struct signal_sent *sent);

/** Whether there is any. */
bool any_signal(void);

#endif
