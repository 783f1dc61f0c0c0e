#define _GNU_SOURCE
#include "id-map.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { NOBODY = 65534 }; /* /proc/sys/kernel/overflowuid, as far as anybody has changed it */

void read_id_map(int proc, const char *name, struct id_map *map)
{
	map->count = 0;
	int fd = openat(proc, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	if (file == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while (map->count < ID_RANGES &&
	       fscanf(file, "%u %u %u", &map->ranges[map->count].inside, &map->ranges[map->count].outside,
		      &map->ranges[map->count].length) == 3)
		map->count++;
	fclose(file); /* It was read only: nothing can be lost. */
}

uint32_t id_inside(const struct id_map *map, uint32_t outside)
{
	for (unsigned at = 0; at < map->count; at++) {
		uint32_t beyond = outside - map->ranges[at].outside; /* Wraps for one below: too large then. */
		if (beyond < map->ranges[at].length)
			return map->ranges[at].inside + beyond;
	}
	return NOBODY;
}
