/* spawn COUNT: so many processes in a row, each made and reaped. */
#include "attack.h"

int main(int argc, char **argv)
{
	long count = argc > 1 ? atol(argv[1]) : 1;
	for (long i = 0; i < count; i++) {
		pid_t child = vfork();
		if (child == 0)
			_exit(0);
		must_work("vfork", child);
		must_work("waitpid", waitpid(child, NULL, 0));
	}
	printf("spawned %ld\n", count);
	return 0;
}
