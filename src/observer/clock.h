#ifndef CLOCK_H
#define CLOCK_H
#include <stdint.h>

/** CLOCK_MONOTONIC, which the connector's events carry. */
uint64_t now_ns(void);

/** The same moment in microseconds since 1970. */
uint64_t since_1970_us(uint64_t monotonic_ns);

#endif
