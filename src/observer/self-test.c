#define _GNU_SOURCE
#include "self-test.h"
#include "connector.h"
#include "fail.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_MS = 2000 };

static bool tells_of_exit(int connector, pid_t child)
{
	struct proc_event event;
	for (;;) {
		switch (receive(connector, &event)) {
		case RECEIVED_EVENT:
			if (event.kind == (uint32_t)EVENT_EXIT && event.of.exit.tgid == child)
				return true;
			break;
		case RECEIVED_OVERFLOW:
			return true; /* It tells more than can be read at once. */
		case RECEIVED_NOTHING: {
			struct pollfd readable = { .fd = connector, .events = POLLIN };
			if (poll(&readable, 1, ANSWER_MS) <= 0)
				return false;
		}
		}
	}
}

void test_kernel(int connector)
{
	listen_to(connector, true);
	pid_t child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0) {
		pause();
		_exit(0);
	}
	int namespace = open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC);
	bool numbers = namespace >= 0 && ioctl(namespace, NS_PROCESS_IN, child) == child;
	int pidfd = (int)syscall(SYS_pidfd_open, child, 0U);
	if (kill(child, SIGKILL) < 0 || waitpid(child, NULL, 0) < 0)
		fail("the self-test's child");
	struct pollfd reaped = { .fd = pidfd, .events = POLLIN };
	bool reaps = pidfd >= 0 && poll(&reaped, 1, 0) == 1 && (reaped.revents & POLLHUP) != 0;
	errno = ENOTSUP;
	if (!numbers || !reaps)
		fail_for_good("this kernel is too old (Linux 6.11)");
	if (!tells_of_exit(connector, child))
		fail_for_good("the process events connector is silent here");
	close(namespace);
	close(pidfd);
	listen_to(connector, false);
}
