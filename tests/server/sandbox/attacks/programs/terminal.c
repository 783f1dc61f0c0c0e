/*
 * Types into the terminal on its own, or changes what stands behind it (ioctl_tty(2); CVE-2017-5226, CVE-2023-28100,
 * CVE-2023-6546); asks for line disciplines and consoles. Standard input is the terminal.
 */
#include "attack.h"

int main(void)
{
	static const struct { const char *name; unsigned long request; unsigned char argument[64]; } calls[] = {
		{ "TIOCSTI", 0x5412, "x" }, { "TIOCSTI with high bits", 0x100005412, "x" },
		{ "TIOCLINUX, set the selection", 0x541c, { 2 } }, { "TIOCLINUX, paste it", 0x541c, { 3 } },
		{ "TIOCLINUX with high bits", 0xffffffff0000541c, { 3 } },
		{ "TIOCSETD, n_tty", 0x5423, { 0 } }, { "TIOCSETD, n_hdlc", 0x5423, { 13 } }, { "TIOCSETD, n_gsm", 0x5423, { 21 } },
		{ "TIOCSETD with high bits", 0x700005423, { 21 } },
		{ "TIOCCONS", 0x541d, { 0 } }, { "TIOCSSERIAL", 0x541f, { 0 } },
		{ "KDSETMODE", 0x4b3a, { 1 } }, { "KDSKBENT", 0x4b47, { 0 } }, { "PIO_FONT", 0x4b61, { 0 } }, { "VT_ACTIVATE", 0x5606, { 0 } },
		{ "FITRIM", 0xc0185879, { 0 } }, { "FS_IOC_SETFLAGS", 0x40086602, { 0 } },
	};
	static const char *terminals[] = { "/dev/stdin", "/dev/tty", "/dev/console", "/dev/ptmx" };
	char name[128];
	for (size_t t = 0; t < sizeof terminals / sizeof *terminals; t++) {
		int fd = open(terminals[t], O_RDWR | O_NOCTTY);
		if (fd < 0) {
			refused(terminals[t], strerror(errno));
			continue;
		}
		for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
			snprintf(name, sizeof name, "%s on %s", calls[i].name, terminals[t]);
			must_be_denied(name, syscall(SYS_ioctl, fd, calls[i].request, calls[i].argument));
		}
		close(fd);
	}
	return done();
}
