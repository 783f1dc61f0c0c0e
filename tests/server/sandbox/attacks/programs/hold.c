/* Thirty processes that open terminals until there are no more, then files; all are held open. */
#include "attack.h"

int main(void)
{
	for (int i = 0; i < 30; i++) {
		if (must_work("fork", fork()) > 0)
			continue;
		while (open("/dev/ptmx", O_RDWR | O_NOCTTY) >= 0)
			;
		while (open("/dev/null", O_RDONLY) >= 0)
			;
		printf("full: %s\n", strerror(errno));
		fflush(stdout);
		pause();
	}
	pause();
}
