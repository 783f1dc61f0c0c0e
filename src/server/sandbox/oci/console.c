/*
 * console: stands between the lab server and one terminal of a container.
 *
 *   console [--bind SOURCE TARGET]... COLS ROWS SOCKET PIDFILE -- RUNTIME ARGUMENT...
 *
 * It runs the OCI runtime, which makes the container (or a process in it), sends the PTY's master over SOCKET
 * (runc's docs/terminals.md, "detached terminals") and leaves; then it copies bytes between the PTY and its own
 * stdin and stdout. It is the subreaper of what the runtime leaves behind, so it learns how the process ended.
 * With --bind it first takes a mount namespace of its own; what it mounts there is gone when it is.
 *
 * File descriptor 3 is a stream socket to the server. Lines to here:  "resize COLS ROWS", "signal NUMBER".
 * Lines from here: "started PID" (the host's PID), then one of "exited CODE", "killed SIGNAL", "lost".
 * Nothing but stderr and exit code 1 when the runtime fails. End of file on 3: the server is gone, and the
 * process is killed. End of file on stdin: the terminal is hung up, and the process has two seconds to leave.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { IN = STDIN_FILENO, OUT = STDOUT_FILENO, CONTROL = 3 };
enum { HANGUP_GRACE_MS = 2000 };

/* Bytes on their way from one descriptor to another. Nothing more is read before they are written. */
struct flow {
	char bytes[16384];
	size_t start, end;
};

static struct flow input, output;
static int listener = -1, connection = -1, master = -1, signals = -1;
static bool input_open = true;
static pid_t runtime, process; /* 0: not there (yet, or any more) */
static bool process_ended;
static long long kill_at_ms; /* 0: not hung up */

__attribute__((noreturn)) static void fail(const char *what)
{
	dprintf(STDERR_FILENO, "console: %s: %s\n", what, strerror(errno));
	exit(1);
}

static long long now_ms(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_MONOTONIC, &now) < 0)
		fail("clock_gettime");
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static int number(const char *text, int max)
{
	char *end;
	errno = 0;
	long value = strtol(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || value < 1 || value > max) {
		errno = EINVAL;
		fail(text);
	}
	return (int)value;
}

static void set_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
		fail("O_NONBLOCK");
}

/* The server may be gone: then there is nobody to tell, and end of file on CONTROL says so. */
static void tell(const char *word, int value)
{
	if (dprintf(CONTROL, "%s %d\n", word, value) < 0 && errno != EPIPE && errno != ECONNRESET)
		fail("telling the server");
}

/* A namespace of its own for the first of them: no mount of ours is ever seen, or left, outside. */
static void bind_mount(const char *source, const char *target)
{
	static bool unshared;
	if (!unshared) {
		if (unshare(CLONE_NEWNS) < 0)
			fail("unshare(CLONE_NEWNS)");
		/* Slave, not private: what the host unmounts later is not kept alive by us. */
		if (mount("none", "/", NULL, MS_REC | MS_SLAVE, NULL) < 0)
			fail("making mounts slaves");
		unshared = true;
	}
	if (mount(source, target, NULL, MS_BIND, NULL) < 0)
		fail(source);
}

static int listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof address.sun_path) {
		errno = ENAMETOOLONG;
		fail(path);
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		fail("socket");
	if (bind(fd, (const struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 1) < 0)
		fail(path);
	return fd;
}

/* Children of ours become readable on this descriptor; the runtime gets the mask back as it was. */
static int child_signals(sigset_t *before)
{
	sigset_t mask;
	sigemptyset(&mask);
	sigaddset(&mask, SIGCHLD);
	sigaddset(&mask, SIGPIPE); /* EPIPE instead */
	if (sigprocmask(SIG_BLOCK, &mask, before) < 0)
		fail("sigprocmask");
	sigdelset(&mask, SIGPIPE);
	int fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		fail("signalfd");
	return fd;
}

static pid_t start_runtime(char **command, const sigset_t *mask)
{
	pid_t pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid > 0)
		return pid;
	/*
	 * An empty pipe, not /dev/null: crun gives its standard streams to the container's root, who could then change the
	 * mode of the very /dev/null that the whole machine uses.
	 */
	int empty[2];
	if (pipe2(empty, O_CLOEXEC) < 0 || dup2(empty[0], STDIN_FILENO) < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		fail("the runtime's standard streams");
	/* Nothing of ours may reach a container (CVE-2024-21626). Before Linux 5.11 the fds below are closed singly. */
	if (syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */) < 0 && fcntl(CONTROL, F_SETFD, FD_CLOEXEC) < 0)
		fail("closing descriptors");
	if (sigprocmask(SIG_SETMASK, mask, NULL) < 0)
		fail("sigprocmask");
	execvp(command[0], command);
	fail(command[0]);
}

/* The runtime connects, and later sends one message with one descriptor (unix(7), SCM_RIGHTS). */
static void accept_runtime(void)
{
	connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (connection < 0 && errno != EAGAIN && errno != ECONNABORTED && errno != EINTR)
		fail("accept");
}

static void close_connection(void)
{
	if (close(connection) < 0)
		fail("close");
	connection = -1;
}

static void receive_master(const struct winsize *size)
{
	char name[4096];
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
	struct iovec data = { .iov_base = name, .iov_len = sizeof name };
	struct msghdr message = {
		.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control,
	};
	ssize_t got = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
	if (got < 0) {
		if (errno == EAGAIN || errno == EINTR)
			return;
		fail("receiving the terminal");
	}
	if (got == 0) {
		/* The runtime failed after it had connected. Its exit comes next, and says why. */
		close_connection();
		return;
	}
	const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (header == NULL || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS ||
	    header->cmsg_len != CMSG_LEN(sizeof(int))) {
		errno = EBADMSG;
		fail("receiving the terminal");
	}
	memcpy(&master, CMSG_DATA(header), sizeof master);
	if (ioctl(master, TIOCSWINSZ, size) < 0)
		fail("setting the terminal's size");
	set_nonblocking(master);
	close_connection();
	if (close(listener) < 0)
		fail("close");
	listener = -1;
}

static pid_t read_pid(const char *path)
{
	char text[16];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail(path);
	ssize_t got = read(fd, text, sizeof text - 1);
	if (got < 0 || close(fd) < 0)
		fail(path);
	text[got] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return number(text, 1 << 22);
}

static void process_gone(int status)
{
	process_ended = true;
	process = 0;
	if (WIFSIGNALED(status))
		tell("killed", WTERMSIG(status));
	else
		tell("exited", WEXITSTATUS(status));
}

/* First the runtime alone, because its success says which PID to look for. Then everything that comes to us. */
static void reap(const char *pid_file)
{
	struct signalfd_siginfo infos[8];
	if (read(signals, infos, sizeof infos) < 0 && errno != EAGAIN && errno != EINTR)
		fail("signalfd");
	int status;
	if (runtime != 0) {
		pid_t pid = waitpid(runtime, &status, WNOHANG);
		if (pid < 0)
			fail("waiting for the runtime");
		if (pid == 0)
			return;
		runtime = 0;
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			exit(1); /* It said why on stderr. */
		/* Not `master`: a process that is over at once has closed it already. */
		if (listener >= 0) {
			dprintf(STDERR_FILENO, "console: the runtime sent no terminal\n");
			exit(1);
		}
		process = read_pid(pid_file);
		tell("started", (int)process);
	}
	for (;;) {
		pid_t pid = waitpid(-1, &status, WNOHANG);
		if (pid > 0) {
			if (pid == process)
				process_gone(status);
			continue;
		}
		if (pid < 0 && errno != ECHILD)
			fail("waitpid");
		/* Without children, yet never told: something else has reaped it. */
		if (pid < 0 && process != 0) {
			process = 0;
			process_ended = true;
			tell("lost", 0);
		}
		return;
	}
}

/* Only what is still our child is signalled, so that its number cannot have passed to another. */
static void signal_process(int number_of_signal)
{
	if (process != 0 && kill(process, number_of_signal) < 0 && errno != ESRCH)
		fail("kill");
}

/* The server is gone, or wants the end: nothing is waited for. What the runtime has half made, a later clean-up finds. */
__attribute__((noreturn)) static void abandon(void)
{
	if (runtime != 0 && kill(runtime, SIGKILL) < 0 && errno != ESRCH)
		fail("kill");
	signal_process(SIGKILL);
	exit(1);
}

static void obey(const char *line)
{
	unsigned short cols, rows;
	int number_of_signal;
	if (sscanf(line, "resize %hu %hu", &cols, &rows) == 2) {
		struct winsize size = { .ws_row = rows, .ws_col = cols };
		if (master >= 0 && ioctl(master, TIOCSWINSZ, &size) < 0 && errno != EIO)
			fail("setting the terminal's size");
	} else if (sscanf(line, "signal %d", &number_of_signal) == 1) {
		signal_process(number_of_signal);
	} else {
		dprintf(STDERR_FILENO, "console: not understood: %s\n", line);
	}
}

static void read_control(void)
{
	static char line[64];
	static size_t length;
	ssize_t got = read(CONTROL, line + length, sizeof line - 1 - length);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0)
		abandon();
	length += (size_t)got;
	line[length] = '\0';
	char *end;
	while ((end = strchr(line, '\n')) != NULL) {
		*end = '\0';
		obey(line);
		length -= (size_t)(end + 1 - line);
		memmove(line, end + 1, length + 1);
	}
	if (length == sizeof line - 1)
		length = 0; /* No line of ours is so long. */
}

static void hang_up(void)
{
	input_open = false;
	kill_at_ms = now_ms() + HANGUP_GRACE_MS;
	if (master >= 0 && close(master) < 0)
		fail("close");
	/* A process without a terminal ends like one whose terminal said EIO. */
	master = -1;
	output.start = output.end = 0;
	if (process == 0)
		abandon();
}

/* False: that side is at its end. */
static bool fill(struct flow *flow, int from)
{
	ssize_t got = read(from, flow->bytes, sizeof flow->bytes);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	/* EIO: every slave end of the PTY is closed, and all that they wrote was read. */
	if (got < 0 && errno != EIO && errno != ECONNRESET)
		fail("read");
	flow->start = 0;
	flow->end = got > 0 ? (size_t)got : 0;
	return got > 0;
}

static bool drain(struct flow *flow, int to)
{
	ssize_t put = write(to, flow->bytes + flow->start, flow->end - flow->start);
	if (put < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (put < 0 && errno != EIO && errno != EPIPE && errno != ECONNRESET)
		fail("write");
	if (put < 0) {
		flow->start = flow->end; /* Nobody is there to read it. */
		return false;
	}
	flow->start += (size_t)put;
	return true;
}

static void close_master(void)
{
	if (close(master) < 0)
		fail("close");
	master = -1;
	input.start = input.end = 0;
}

static bool empty(const struct flow *flow)
{
	return flow->start == flow->end;
}

/* -1 in a pollfd makes poll(2) skip it. */
static struct pollfd watched(int fd, bool wanted, short events)
{
	return (struct pollfd){ .fd = wanted ? fd : -1, .events = events };
}

/* Waits for whatever can go on, and does it. */
static void turn(const struct winsize *size, const char *pid_file)
{
	enum { CHILDREN, ORDERS, LISTENER, CONNECTION, FROM_SERVER, TO_SERVER, FROM_MASTER, TO_MASTER, COUNT };
	struct pollfd fds[COUNT] = {
		[CHILDREN] = watched(signals, true, POLLIN),
		[ORDERS] = watched(CONTROL, true, POLLIN),
		[LISTENER] = watched(listener, listener >= 0 && connection < 0, POLLIN),
		[CONNECTION] = watched(connection, connection >= 0, POLLIN),
		[FROM_SERVER] = watched(IN, input_open && empty(&input), POLLIN),
		[TO_SERVER] = watched(OUT, !empty(&output), POLLOUT),
		[FROM_MASTER] = watched(master, master >= 0 && empty(&output), POLLIN),
		[TO_MASTER] = watched(master, master >= 0 && !empty(&input), POLLOUT),
	};
	int timeout = -1;
	if (kill_at_ms != 0) {
		long long left = kill_at_ms - now_ms();
		timeout = left > 0 ? (int)left : 0;
	}
	int ready = poll(fds, COUNT, timeout);
	if (ready < 0 && errno != EINTR)
		fail("poll");
	if (kill_at_ms != 0 && now_ms() >= kill_at_ms) {
		signal_process(SIGKILL);
		kill_at_ms = now_ms() + HANGUP_GRACE_MS;
	}
	if (ready <= 0)
		return;
	/* Before the runtime's end, which comes after the terminal: so both are there when it is looked at. */
	if (fds[LISTENER].revents != 0)
		accept_runtime();
	if (connection >= 0)
		receive_master(size);
	if (fds[CHILDREN].revents != 0)
		reap(pid_file);
	if (fds[ORDERS].revents != 0)
		read_control();
	if (fds[TO_SERVER].revents != 0 && !drain(&output, OUT))
		abandon();
	if (fds[TO_MASTER].revents != 0 && master >= 0)
		drain(&input, master);
	if (fds[FROM_SERVER].revents != 0 && !fill(&input, IN))
		hang_up();
	if (fds[FROM_MASTER].revents != 0 && master >= 0 && !fill(&output, master))
		close_master();
}

int main(int count, char **arguments)
{
	int next = 1;
	for (; next + 2 < count && strcmp(arguments[next], "--bind") == 0; next += 3)
		bind_mount(arguments[next + 1], arguments[next + 2]);
	if (count - next < 6 || strcmp(arguments[next + 4], "--") != 0) {
		dprintf(STDERR_FILENO, "usage: console [--bind SOURCE TARGET]... COLS ROWS SOCKET PIDFILE -- RUNTIME ARGUMENT...\n");
		return 2;
	}
	const struct winsize size = {
		.ws_col = (unsigned short)number(arguments[next], 65535),
		.ws_row = (unsigned short)number(arguments[next + 1], 65535),
	};
	const char *pid_file = arguments[next + 3];
	sigset_t mask;

	signals = child_signals(&mask);
	listener = listen_at(arguments[next + 2]);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0)
		fail("PR_SET_CHILD_SUBREAPER");
	runtime = start_runtime(arguments + next + 5, &mask);
	set_nonblocking(IN);
	set_nonblocking(OUT);
	set_nonblocking(CONTROL);

	while (!process_ended || master >= 0 || !empty(&output))
		turn(&size, pid_file);
	return 0;
}
