/* The kernel's tracepoint of signals, which alone says who sent one. Where it cannot be had, nothing is told of signals. */
#ifndef SIGNALS_H
#define SIGNALS_H
#include <stdbool.h>
#include <stdint.h>

/** Has epoll_wait(2) of `events` wake up for signals. Root may, where the kernel has tracepoints. */
void open_signals(int events);

/** Signals of the whole machine cost something only while somebody listens. */
void listen_to_signals(bool wanted);

/** Tells of those that were sent before: a process gets a signal before it ends by it. @return whether others wait */
bool see_signals(uint64_t before_ns);

/** Listens again after a flood. @return when to ask again, UINT64_MAX: it listens */
uint64_t end_flood(void);

#endif
