/*
 * neighbour leave NUMBER: leaves something of that number in every place where processes meet, says so, and stays.
 * neighbour find NUMBER WORD...: looks for it in all these places. WORDs are what the other sandbox's names have in them.
 * (namespaces(7): ipc_namespaces(7), network_namespaces(7), pid_namespaces(7), uts; unix(7), sysvipc(7), mq_overview(7),
 * shm_overview(7), proc(5).)
 */
#include "attack.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>

static const char *const folders[] = { "/tmp", "/root", "/dev/shm" };
static int number;
static char mark[32]; /* The name of what is left. */

static key_t ipc_key(void)
{
	return 0x51ec00 + number;
}

static const char *file_in(const char *folder)
{
	static char path[64];
	snprintf(path, sizeof path, "%s/%s", folder, mark);
	return path;
}

static struct sockaddr_un abstract_address(socklen_t *size)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path + 1, mark, strlen(mark));
	*size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(mark));
	return address;
}

static struct sockaddr_in loopback(int last_byte)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)(4000 + number)), .sin_addr.s_addr = htonl(0x7f000000U | (unsigned)last_byte) };
}

static void leave(void)
{
	socklen_t size;
	struct sockaddr_un local = abstract_address(&size);
	struct sockaddr_in internet = loopback(1);
	int stream = socket(AF_UNIX, SOCK_STREAM, 0), tcp = socket(AF_INET, SOCK_STREAM, 0), udp = socket(AF_INET, SOCK_DGRAM, 0);
	struct { long type; char text[8]; } message = { 1, "left" };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		int fd = (int)must_work("a file", open(file_in(folders[i]), O_WRONLY | O_CREAT, 0666));
		must_work("write", write(fd, mark, strlen(mark)));
		must_work("flock", flock(fd, LOCK_EX));
	}
	must_work("an abstract socket", bind(stream, (struct sockaddr *)&local, size));
	must_work("listen", listen(stream, 8));
	must_work("a TCP socket", bind(tcp, (struct sockaddr *)&internet, sizeof internet));
	must_work("listen", listen(tcp, 8));
	must_work("a UDP socket", bind(udp, (struct sockaddr *)&internet, sizeof internet));
	must_work("shmget", shmget(ipc_key(), 4096, IPC_CREAT | 0666));
	must_work("semget", semget(ipc_key(), 1, IPC_CREAT | 0666));
	long queue = must_work("msgget", msgget(ipc_key(), IPC_CREAT | 0666));
	must_work("msgsnd", msgsnd((int)queue, &message, sizeof message.text, 0));
	must_work("mq_open", mq_open(file_in(""), O_RDWR | O_CREAT, 0666, NULL));
	prctl(PR_SET_NAME, mark);
	printf("left\n");
	fflush(stdout);
	for (;;)
		pause();
}

/* Which words the text of a file has in it. */
static void look_into(const char *path, char **words)
{
	static char text[1 << 18];
	int fd = open(path, O_RDONLY | O_NONBLOCK);
	size_t length = 0;
	for (ssize_t got; fd >= 0 && length < sizeof text - 1 && (got = read(fd, text + length, sizeof text - 1 - length)) > 0;)
		length += (size_t)got;
	if (fd >= 0)
		close(fd);
	for (size_t i = 0; i < length; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	text[length] = '\0';
	for (; *words != NULL; words++) {
		if (strstr(text, *words) != NULL)
			through(path, *words);
		else
			refused(path, "nothing");
	}
}

static void find(char **words)
{
	static const char *places[] = {
		"/proc/net/unix", "/proc/net/tcp", "/proc/net/udp", "/proc/net/netlink", "/proc/net/packet", "/proc/net/arp",
		"/proc/sysvipc/shm", "/proc/sysvipc/msg", "/proc/sysvipc/sem", "/proc/locks", "/proc/keys", "/proc/key-users",
		"/proc/mounts", "/proc/self/mountinfo", "/proc/self/mountstats", "/proc/self/cgroup", "/proc/1/cgroup", "/proc/cgroups",
		"/proc/1/mountinfo", "/proc/self/uid_map", "/proc/self/gid_map", "/proc/sched_debug", "/proc/timer_list",
		"/proc/sys/kernel/hostname", "/etc/hostname", "/etc/hosts", "/proc/1/environ", "/proc/1/cmdline", "/proc/consoles",
		"/proc/sys/kernel/ns_last_pid", "/proc/tty/drivers", "/proc/version",
	};
	char *left[] = { mark, NULL };
	socklen_t size;
	struct sockaddr_un local = abstract_address(&size);
	must_fail("the abstract socket", connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&local, size));
	for (int last_byte = 1; last_byte < 255; last_byte++) {
		struct sockaddr_in internet = loopback(last_byte);
		int tcp = socket(AF_INET, SOCK_STREAM, 0);
		must_fail("the TCP socket", connect(tcp, (struct sockaddr *)&internet, sizeof internet));
		close(tcp);
	}
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		must_fail("the file", access(file_in(folders[i]), F_OK));
	must_fail("shmget", shmget(ipc_key(), 0, 0));
	must_fail("semget", semget(ipc_key(), 0, 0));
	must_fail("msgget", msgget(ipc_key(), 0));
	must_fail("mq_open", mq_open(file_in(""), O_RDONLY));
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		look_into(places[i], words);
		look_into(places[i], left);
	}
	char path[300];
	DIR *proc = opendir("/proc");
	for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
		snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && atoi(entry->d_name) != getpid())
			look_into(path, left);
	}
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	number = atoi(argv[2]);
	snprintf(mark, sizeof mark, "left-by-%d", number);
	if (strcmp(argv[1], "leave") == 0)
		leave();
	find(argv + 3);
	return done();
}
