// forks COUNT PER_SECOND: makes children that end at once, and waits for each, at the pace of a clock: who is late catches up.
// Says how many seconds it took. Small and static, as a fork of an interpreter takes a core for itself at this pace.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S 1000000000L

int main(int argc, char **argv)
{
	long count = argc == 3 ? atol(argv[1]) : 0, per_second = argc == 3 ? atol(argv[2]) : 0;
	if (count <= 0 || per_second <= 0)
		return 2;
	struct timespec start, now;
	clock_gettime(CLOCK_MONOTONIC, &start);
	for (long at = 1; at <= count; at++) {
		pid_t child = fork();
		if (child < 0)
			return perror("fork"), 1;
		if (child == 0)
			_exit(0);
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
		long ns = start.tv_nsec + at % per_second * (NS_PER_S / per_second);
		struct timespec due = { start.tv_sec + at / per_second + ns / NS_PER_S, ns % NS_PER_S };
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
	}
	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("took %.1f s\n", (now.tv_sec - start.tv_sec) + (now.tv_nsec - start.tv_nsec) / 1e9);
	return 0;
}
