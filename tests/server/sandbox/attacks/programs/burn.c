/* Ten threads that do nothing but compute. */
#include "attack.h"
#include <pthread.h>

static void *burn(void *unused)
{
	(void)unused;
	for (volatile unsigned long count = 0;; count++)
		;
	return NULL;
}

int main(void)
{
	pthread_t thread;
	for (int i = 0; i < 9; i++) {
		errno = pthread_create(&thread, NULL, burn, NULL);
		must_work("a thread", errno == 0 ? 0 : -1);
	}
	printf("burning\n");
	fflush(stdout);
	burn(NULL);
}
