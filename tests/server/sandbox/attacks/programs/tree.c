/*
 * Looks at every file of the root and what is mounted in it, /proc apart: devices other than the harmless ones, programs
 * that would give rights (execve(2): set-user-ID, set-group-ID, file capabilities), sockets that lead outside
 * (a container runtime's), and files that can be written though they are shared with others.
 */
#include "attack.h"
#include "walk.h"
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

enum { TMPFS = 0x01021994, DEVPTS = 0x1cd1, MQUEUE = 0x19800202 }; /* statfs(2) */
static long seen;

static bool is_harmless(dev_t device)
{
	unsigned kind = major(device), which = minor(device);
	/* null, zero, full, random, urandom; tty, ptmx; pseudo-terminals, which are this sandbox's own (devpts). */
	return (kind == 1 && (which == 3 || which == 5 || which == 7 || which == 8 || which == 9)) ||
	       (kind == 5 && (which == 0 || which == 2)) || kind == 136;
}

static bool is_own(const char *path)
{
	struct statfs on;
	return statfs(path, &on) == 0 && (on.f_type == TMPFS || on.f_type == DEVPTS || on.f_type == MQUEUE);
}

static bool look(const char *path, const struct stat *file)
{
	if (strcmp(path, "/proc") == 0)
		return false;
	seen++;
	if ((S_ISCHR(file->st_mode) && !is_harmless(file->st_rdev)) || S_ISBLK(file->st_mode))
		through(path, "a device");
	if (S_ISREG(file->st_mode) && (file->st_mode & (S_ISUID | S_ISGID)))
		through(path, "gives its owner's rights");
	if (S_ISREG(file->st_mode) && getxattr(path, "security.capability", NULL, 0) > 0)
		through(path, "has capabilities");
	if (S_ISSOCK(file->st_mode) && !is_own(path))
		through(path, "a socket of someone else");
	if ((S_ISREG(file->st_mode) || S_ISDIR(file->st_mode)) && access(path, W_OK) == 0 && !is_own(path))
		through(path, "can be written");
	return true;
}

int main(void)
{
	walk("/", look);
	if (seen < 1000)
		through("looking at all files", "there were hardly any");
	else
		refused("all files", "nothing of use in them");
	return done();
}
