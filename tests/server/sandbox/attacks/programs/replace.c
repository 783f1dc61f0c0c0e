/*
 * Puts other things where the runtime and the kernel's masks expect theirs, for when the runtime joins the container again
 * (CVE-2024-21626: the working directory; CVE-2025-31133, CVE-2025-52565: /dev/null, /dev/console and /dev/pts).
 */
#include "attack.h"
#include <sys/stat.h>

int main(void)
{
	static const char *paths[] = {
		"/root", "/dev/ptmx", "/dev/null", "/dev/console", "/dev/pts", "/dev/tty", "/dev/fd", "/proc/keys", "/proc/sys",
		"/proc/kcore", "/tmp", "/lab/bin", "/lab/bin/calls", "/sbin", "/etc/passwd", "/usr/bin/bash", "/bin",
	};
	static const char *shared[] = { "/", "/dev/null", "/dev/tty", "/proc/keys", "/etc/passwd", "/lab/bin/calls", "/usr/bin/bash" };
	char moved[64], name[128];
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		snprintf(moved, sizeof moved, "%s-moved", paths[i]);
		snprintf(name, sizeof name, "moving %s", paths[i]);
		must_fail(name, rename(paths[i], moved));
		snprintf(name, sizeof name, "removing %s", paths[i]);
		must_fail(name, unlink(paths[i]));
		must_fail(name, rmdir(paths[i]));
		snprintf(name, sizeof name, "a link beside %s", paths[i]);
		must_fail(name, symlink("/proc/self/fd/7", moved));
	}
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
		snprintf(name, sizeof name, "another mode of %s", shared[i]);
		must_fail(name, chmod(shared[i], 0777));
	}
	must_fail("a file in /dev", open("/dev/new", O_WRONLY | O_CREAT, 0666));
	return done();
}
