/* From the machine's numbers of users and groups to those of a sandbox: user_namespaces(7). */
#ifndef ID_MAP_H
#define ID_MAP_H
#include <stdint.h>

enum { ID_RANGES = 8 }; /* We write one, daemons a handful. */

struct id_map {
	unsigned count;
	struct {
		uint32_t inside, outside, length;
	} ranges[ID_RANGES];
};

/** @param name of the file in the procfs `proc`. What cannot be read has no ranges. */
void read_id_map(int proc, const char *name, struct id_map *map);

/** What a process of the sandbox is told of that user: one without a number there is 65534, "nobody". */
uint32_t id_inside(const struct id_map *map, uint32_t outside);

#endif
