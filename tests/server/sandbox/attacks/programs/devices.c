/* Makes the device nodes that mknod(2) could reach the machine by, and opens those that might be there (null(4), mem(4)). */
#include "attack.h"
#include <sys/stat.h>
#include <sys/sysmacros.h>

int main(void)
{
	static const struct { const char *name; mode_t kind; unsigned major, minor; } nodes[] = {
		{ "mem", S_IFCHR, 1, 1 }, { "kmsg", S_IFCHR, 1, 11 }, { "null", S_IFCHR, 1, 3 }, { "tty1", S_IFCHR, 4, 1 },
		{ "ttyS0", S_IFCHR, 4, 64 }, { "console", S_IFCHR, 5, 1 }, { "fuse", S_IFCHR, 10, 229 },
		{ "kvm", S_IFCHR, 10, 232 }, { "tun", S_IFCHR, 10, 200 }, { "loop-control", S_IFCHR, 10, 237 },
		{ "loop0", S_IFBLK, 7, 0 }, { "sda", S_IFBLK, 8, 0 }, { "vda", S_IFBLK, 254, 0 }, { "nvme", S_IFBLK, 259, 0 },
	};
	static const char *folders[] = { "/tmp", "/root", "/dev", "/dev/shm" };
	static const char *present[] = {
		"/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/nvme0n1", "/dev/loop-control",
		"/dev/fuse", "/dev/kvm", "/dev/net/tun", "/dev/vsock", "/dev/vhost-vsock", "/dev/tty0", "/dev/tty1",
		"/dev/ttyS0", "/dev/vcs", "/dev/input/event0", "/dev/uinput", "/dev/rtc0", "/dev/cpu/0/msr", "/dev/hpet",
		"/dev/mapper/control", "/dev/btrfs-control", "/dev/userfaultfd", "/dev/ptp0", "/dev/watchdog", "/dev/snapshot",
	};
	char path[64];
	for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
		for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
			snprintf(path, sizeof path, "%s/attack-%s", folders[f], nodes[i].name);
			must_fail(path, mknod(path, nodes[i].kind | 0666, makedev(nodes[i].major, nodes[i].minor)));
		}
	}
	for (size_t i = 0; i < sizeof present / sizeof *present; i++)
		must_fail(present[i], open(present[i], O_RDONLY | O_NONBLOCK));
	return done();
}
