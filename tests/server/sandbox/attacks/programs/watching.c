/*
 * Sees from files that all sandboxes share, such as the programs and /dev/null, who uses them: inotify(7), fcntl(2)'s
 * F_NOTIFY and F_SETLEASE, and what is in the page cache (mincore(2), CVE-2019-5489; cachestat; preadv2(2), RWF_NOWAIT).
 */
#include "attack.h"
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/uio.h>

int main(void)
{
	static char byte;
	static unsigned char resident[1024];
	struct iovec there = { &byte, 1 };
	uint64_t range[2] = { 0, 4096 }, statistics[5];
	must_be_denied("inotify_init1", inotify_init1(0));
#ifdef SYS_inotify_init
	must_be_denied("inotify_init", syscall(SYS_inotify_init));
#endif
	int folder = (int)must_work("opening /usr/bin", open("/usr/bin", O_RDONLY | O_DIRECTORY));
	must_be_denied("F_NOTIFY", fcntl(folder, F_NOTIFY, DN_ACCESS | DN_MULTISHOT));
	must_be_denied("F_NOTIFY with high bits", syscall(SYS_fcntl, folder, 0x100000402L, DN_ACCESS));
	int file = (int)must_work("opening a program", open("/usr/bin/perl", O_RDONLY));
	must_be_denied("F_SETLEASE", fcntl(file, F_SETLEASE, F_RDLCK));
	void *mapped = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0);
	must_be_denied("mincore", mincore(mapped, 4096, resident));
	must_be_denied("cachestat", syscall(451, file, range, statistics, 0));
	must_be_denied("preadv2", syscall(SYS_preadv2, file, &there, 1L, 0L, 0L, 8L));
	return done();
}
