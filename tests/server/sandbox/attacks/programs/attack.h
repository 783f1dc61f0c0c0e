/*
 * What the attack programs share: each tries things, says of each how it went, and says at its end that it is done.
 * "refused NAME: WHY" or "THROUGH NAME: HOW"; attack.ts reads these lines.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static inline void refused(const char *name, const char *why)
{
	printf("refused %s: %s\n", name, why);
	fflush(stdout);
}

static inline void through(const char *name, const char *how)
{
	printf("THROUGH %s: %s\n", name, how);
	fflush(stdout);
}

/* The kernel must not do it, for whatever reason. */
static inline void must_fail(const char *name, long result)
{
	if (result < 0)
		refused(name, strerror(errno));
	else
		through(name, "done");
}

/* The kernel must not even look at it: an answer about the arguments is one of a call that was let through. */
static inline void must_be_denied(const char *name, long result)
{
	int error = errno;
	bool denied = result < 0 && (error == EPERM || error == EACCES || error == ENOSYS || error == EAFNOSUPPORT ||
				     error == EPROTONOSUPPORT || error == ESOCKTNOSUPPORT);
	if (denied)
		refused(name, strerror(error));
	else
		through(name, result < 0 ? strerror(error) : "done");
}

/* A step of the attack itself that has to work, or the attack shows nothing. */
static inline long must_work(const char *name, long result)
{
	if (result < 0) {
		printf("cannot try %s: %s\n", name, strerror(errno));
		exit(2);
	}
	return result;
}

static inline int done(void)
{
	printf("done\n");
	return 0;
}
