/* Goes through a folder and all below it, through no symbolic link. */
#include <dirent.h>
#include <limits.h>
#include <sys/stat.h>

/* @param look is told each file, and says of a folder whether to go on into it */
static void walk(const char *folder, bool (*look)(const char *path, const struct stat *file))
{
	DIR *entries = opendir(folder);
	if (entries == NULL)
		return;
	for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
		char path[PATH_MAX];
		struct stat file;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof path, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, entry->d_name);
		if (lstat(path, &file) == 0 && look(path, &file) && S_ISDIR(file.st_mode))
			walk(path, look);
	}
	closedir(entries);
}
