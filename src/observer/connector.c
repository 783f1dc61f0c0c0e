#define _GNU_SOURCE
#include "connector.h"
#include "fail.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

struct address {
	uint16_t family, padding;
	uint32_t port, groups;
};

int open_connector(int buffer_bytes)
{
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_CONNECTOR_PROTOCOL);
	if (fd < 0)
		fail_for_good("the kernel has no process events connector");
	const struct address address = { .family = AF_NETLINK, .groups = CONNECTOR_PROC };
	if (bind(fd, (const struct sockaddr *)&address, sizeof address) < 0)
		fail_for_good("the process events connector is not for us");
	/* FORCE goes beyond net.core.rmem_max, as root may. */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer_bytes, sizeof buffer_bytes) < 0)
		fail_for_good("SO_RCVBUFFORCE");
	return fd;
}

void listen_to(int connector, bool wanted)
{
	/* Linux 6.6 and later leave out the kinds that are not asked for, older ones ignore what is beyond `operation`. */
	struct {
		struct netlink_header netlink;
		struct connector_header connector;
		uint32_t operation, kinds;
	} message = {
		.netlink = { .length = sizeof message, .type = NETLINK_DONE },
		.connector = { .index = CONNECTOR_PROC, .value = 1, .length = 2 * sizeof(uint32_t) },
		.operation = wanted ? CONNECTOR_LISTEN : CONNECTOR_IGNORE,
		.kinds = EVENT_FORK | EVENT_EXEC | EVENT_UID | EVENT_GID | EVENT_SID | EVENT_COMM | (uint32_t)EVENT_EXIT,
	};
	if (send(connector, &message, sizeof message, 0) < 0)
		fail("asking the connector");
}

enum received receive(int connector, struct proc_event *event)
{
	enum { BEFORE = sizeof(struct netlink_header) + sizeof(struct connector_header) };
	char message[512];
	for (;;) {
		struct address sender = { .port = 1 };
		socklen_t length = sizeof sender;
		ssize_t got = recvfrom(connector, message, sizeof message, 0, (struct sockaddr *)&sender, &length);
		if (got < 0 && errno == ENOBUFS)
			return RECEIVED_OVERFLOW;
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			return RECEIVED_NOTHING;
		if (got < 0)
			fail("reading the connector");
		/* Port 0 is the kernel; whoever else may send here must not be believed. */
		if (sender.port != 0 || (size_t)got < BEFORE + 16)
			continue;
		memset(event, 0, sizeof *event);
		size_t length_of_event = (size_t)got - BEFORE;
		memcpy(event, message + BEFORE, length_of_event < sizeof *event ? length_of_event : sizeof *event);
		return RECEIVED_EVENT;
	}
}
