/*
 * Looks for what a runtime may leave in a container's processes: open files and working directories that lead outside
 * (CVE-2024-21626), and the server's environment. Argument: words that no environment may have in it.
 */
#include "attack.h"
#include <ctype.h>
#include <dirent.h>
#include <sys/stat.h>

static void judge_link(const char *path)
{
	char target[4096];
	struct stat file;
	ssize_t length = readlink(path, target, sizeof target - 1);
	if (length < 0) {
		refused(path, strerror(errno));
		return;
	}
	target[length] = '\0';
	if (stat(path, &file) == 0 && S_ISDIR(file.st_mode)) {
		/* A folder that is outside is not found by its name, or is another there. */
		struct stat named;
		if (stat(target, &named) < 0 || named.st_dev != file.st_dev || named.st_ino != file.st_ino)
			through(path, target);
		else
			refused(path, target);
		return;
	}
	static const char *expected[] = { "pipe:", "socket:", "/dev/pts/", "/dev/null", "/dev/console", "anon_inode:", "/proc/" };
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		if (strncmp(target, expected[i], strlen(expected[i])) == 0) {
			refused(path, target);
			return;
		}
	}
	/* Programs and scripts of the lab that are open. */
	if (stat(target, &file) == 0)
		refused(path, target);
	else
		through(path, target);
}

static void judge_environment(const char *path, char **words)
{
	static char text[65536];
	int fd = open(path, O_RDONLY);
	ssize_t length = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
	for (ssize_t i = 0; i < length; i++)
		if (text[i] == '\0')
			text[i] = '\n';
	text[length > 0 ? length : 0] = '\0';
	for (; *words != NULL; words++) {
		if (strstr(text, *words) != NULL)
			through(path, *words);
		else
			refused(path, "nothing of the server");
	}
	if (fd >= 0)
		close(fd);
}

int main(int argc, char **argv)
{
	(void)argc;
	char path[600];
	DIR *proc = opendir("/proc");
	for (struct dirent *process; (process = readdir(proc)) != NULL;) {
		if (!isdigit((unsigned char)process->d_name[0]))
			continue;
		snprintf(path, sizeof path, "/proc/%s/cwd", process->d_name);
		judge_link(path);
		snprintf(path, sizeof path, "/proc/%s/root", process->d_name);
		judge_link(path);
		snprintf(path, sizeof path, "/proc/%s/environ", process->d_name);
		judge_environment(path, argv + 1);
		snprintf(path, sizeof path, "/proc/%s/fd", process->d_name);
		DIR *fds = opendir(path);
		for (struct dirent *fd; fds != NULL && (fd = readdir(fds)) != NULL;) {
			if (!isdigit((unsigned char)fd->d_name[0]))
				continue;
			snprintf(path, sizeof path, "/proc/%s/fd/%s", process->d_name, fd->d_name);
			judge_link(path);
		}
		if (fds != NULL)
			closedir(fds);
	}
	return done();
}
