/*
 * Lies in wait for the runtime's own process, which is in the container for a moment before it becomes the command that
 * it was told to run: opens its program for writing (CVE-2019-5736), attaches to it (CVE-2016-9962), and follows its open
 * files and folders outside (CVE-2024-21626). Until the file that is its argument is there.
 */
#include "attack.h"
#include <ctype.h>
#include <dirent.h>
#include <sys/ptrace.h>
#include <sys/stat.h>

enum { KEPT_MAX = 64 };
static int kept[KEPT_MAX];
static int kept_count;
static long runtimes_seen;

/* Its program is no file of this container. */
static bool is_runtime(const char *pid)
{
	char path[300], target[4096];
	struct stat file, named;
	snprintf(path, sizeof path, "/proc/%s/exe", pid);
	ssize_t length = readlink(path, target, sizeof target - 1);
	if (length < 0)
		return errno == EACCES; /* Not dumpable: whose program nobody here may look at. */
	target[length] = '\0';
	return stat(path, &file) == 0 && (stat(target, &named) < 0 || named.st_ino != file.st_ino || named.st_dev != file.st_dev);
}

static bool is_sealed(int fd)
{
	int seals = fcntl(fd, F_GET_SEALS);
	return seals >= 0 && (seals & F_SEAL_WRITE);
}

static void try_program(const char *pid)
{
	char path[300];
	snprintf(path, sizeof path, "/proc/%s/exe", pid);
	int fd = open(path, O_WRONLY);
	if (fd >= 0 && !is_sealed(fd))
		through("the runtime's program", "open for writing");
	if (fd >= 0)
		close(fd);
	/* While it runs it cannot be written (ETXTBSY); later, by a descriptor that was kept, it could. */
	fd = open(path, O_RDONLY);
	if (fd >= 0 && kept_count < KEPT_MAX)
		kept[kept_count++] = fd;
	else if (fd >= 0)
		close(fd);
}

static void try_kept(void)
{
	char path[64];
	for (int i = 0; i < kept_count; i++) {
		snprintf(path, sizeof path, "/proc/self/fd/%d", kept[i]);
		int fd = open(path, O_WRONLY);
		if (fd >= 0 && !is_sealed(fd))
			through("the runtime's program, kept open", "open for writing");
		if (fd >= 0)
			close(fd);
	}
}

static void try_to_attach(const char *pid)
{
	if (ptrace(PTRACE_SEIZE, atoi(pid), 0, 0) == 0) {
		if (is_runtime(pid))
			through("the runtime's process", "attached");
		ptrace(PTRACE_INTERRUPT, atoi(pid), 0, 0);
		waitpid(atoi(pid), NULL, __WALL);
		ptrace(PTRACE_DETACH, atoi(pid), 0, 0);
	}
	char path[300];
	snprintf(path, sizeof path, "/proc/%s/mem", pid);
	int fd = open(path, O_RDWR);
	if (fd >= 0 && is_runtime(pid))
		through("the runtime's memory", "open");
	if (fd >= 0)
		close(fd);
}

/* Up from a folder: whoever comes out elsewhere than at our root is outside. */
static void climb(const char *path)
{
	struct stat own_root, here, above;
	int fd = open(path, O_RDONLY | O_DIRECTORY);
	if (fd < 0 || stat("/", &own_root) < 0)
		return;
	for (int level = 0; level < 40; level++) {
		int up = openat(fd, "..", O_RDONLY | O_DIRECTORY);
		if (up < 0 || fstat(fd, &here) < 0 || fstat(up, &above) < 0)
			break;
		close(fd);
		fd = up;
		if (here.st_ino == above.st_ino && here.st_dev == above.st_dev) {
			if (above.st_ino != own_root.st_ino || above.st_dev != own_root.st_dev)
				through(path, "leads outside");
			break;
		}
	}
	close(fd);
}

static void try_folders(const char *pid)
{
	char path[300];
	snprintf(path, sizeof path, "/proc/%s/cwd", pid);
	climb(path);
	snprintf(path, sizeof path, "/proc/%s/root", pid);
	climb(path);
	for (int fd = 0; fd < 20; fd++) {
		snprintf(path, sizeof path, "/proc/%s/fd/%d", pid, fd);
		climb(path);
	}
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	while (access(argv[1], F_OK) < 0) {
		DIR *proc = opendir("/proc");
		for (struct dirent *entry; proc != NULL && (entry = readdir(proc)) != NULL;) {
			if (!isdigit((unsigned char)entry->d_name[0]) || atoi(entry->d_name) == getpid() || !is_runtime(entry->d_name))
				continue;
			runtimes_seen++;
			try_program(entry->d_name);
			try_folders(entry->d_name);
			try_to_attach(entry->d_name);
		}
		if (proc != NULL)
			closedir(proc);
		try_kept();
	}
	char how[64];
	snprintf(how, sizeof how, "%ld looks at one of its processes", runtimes_seen);
	refused("the runtime", how);
	return done();
}
