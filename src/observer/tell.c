#define _GNU_SOURCE
#include "tell.h"
#include "fail.h"
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256 };

static char gathered[65536];
static size_t length;

void tell(const char *format, ...)
{
	if (length > sizeof gathered - LINE_MAX_BYTES)
		tell_now();
	char *line = gathered + length;
	va_list values;
	va_start(values, format);
	int written = vsnprintf(line, LINE_MAX_BYTES - 1, format, values);
	va_end(values);
	if (written < 0)
		fail("writing a line");
	size_t end = (size_t)written < LINE_MAX_BYTES - 2 ? (size_t)written : LINE_MAX_BYTES - 2;
	for (size_t at = 0; at < end; at++) {
		if ((unsigned char)line[at] < ' ' || line[at] == 0x7f)
			line[at] = '?';
	}
	line[end] = '\n';
	length += end + 1;
}

void tell_now(void)
{
	for (size_t at = 0; at < length;) {
		ssize_t put = write(STDOUT_FILENO, gathered + at, length - at);
		if (put > 0) {
			at += (size_t)put;
		} else if (errno == EAGAIN) {
			struct pollfd writable = { .fd = STDOUT_FILENO, .events = POLLOUT };
			if (poll(&writable, 1, -1) < 0 && errno != EINTR)
				fail("poll");
		} else if (errno == EPIPE || errno == ECONNRESET) {
			exit(0); /* The server is gone. */
		} else if (errno != EINTR) {
			fail("writing to the server");
		}
	}
	length = 0;
}
