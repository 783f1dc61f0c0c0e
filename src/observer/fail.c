#define _GNU_SOURCE
#include "fail.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Exit codes that the server tells apart (src/server/sandbox/observer/). */
enum { FAILED = 1, NEVER_HERE = 3 };

void fail(const char *what)
{
	dprintf(STDERR_FILENO, "observer: %s: %s\n", what, strerror(errno));
	exit(FAILED);
}

void fail_for_good(const char *what)
{
	dprintf(STDERR_FILENO, "observer: %s: %s\n", what, strerror(errno));
	exit(NEVER_HERE);
}
