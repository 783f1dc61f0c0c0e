#ifndef CLOCK_H
#define CLOCK_H
#include <stdint.h>

/** CLOCK_MONOTONIC, which the connector's events carry. */
uint64_t now_ns(void);

/** The same moment in microseconds since 1970. */
uint64_t since_1970_us(uint64_t monotonic_ns);

/** The same of what proc_pid_stat(5) says of a process's start: ticks, ten milliseconds long, since the machine's start. */
uint64_t ticks_since_1970_us(uint64_t ticks);

#endif
