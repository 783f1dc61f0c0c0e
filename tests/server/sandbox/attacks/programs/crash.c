/*
 * Crashes, so that the kernel starts the host's handler of core dumps, as root and outside of any container (core(5),
 * "Piping core dumps to a program": RLIMIT_CORE of 0 does not keep it from that; CVE-2025-4598, CVE-2025-5054).
 */
#include "attack.h"
#include <sys/resource.h>

static void crash(const char *name, long limit)
{
	pid_t child = (pid_t)must_work("fork", fork());
	if (child == 0) {
		struct rlimit core = { (rlim_t)limit, (rlim_t)limit };
		if (limit >= 0)
			setrlimit(RLIMIT_CORE, &core);
		abort();
	}
	int status;
	must_work("waitpid", waitpid(child, &status, 0));
	if (WCOREDUMP(status))
		through(name, "dumped core");
	else
		refused(name, "no core dump");
}

int main(void)
{
	crash("a crash", -1);
	crash("a crash after setrlimit to 0", 0);
	crash("a crash after setrlimit to 1,000,000", 1000000);
	return done();
}
