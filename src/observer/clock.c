#define _GNU_SOURCE
#include "clock.h"
#include <time.h>
#include <unistd.h>

static uint64_t read_ns(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now); /* Fails for a clock that does not exist only. */
	return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

uint64_t now_ns(void)
{
	return read_ns(CLOCK_MONOTONIC);
}

/* Read each time: the clock of the day may be set. */
uint64_t since_1970_us(uint64_t monotonic_ns)
{
	return (read_ns(CLOCK_REALTIME) - (now_ns() - monotonic_ns)) / 1000;
}

uint64_t ticks_since_1970_us(uint64_t ticks)
{
	uint64_t tick_us = 1000000U / (uint64_t)sysconf(_SC_CLK_TCK);
	return (read_ns(CLOCK_REALTIME) - read_ns(CLOCK_BOOTTIME)) / 1000 + ticks * tick_us;
}
