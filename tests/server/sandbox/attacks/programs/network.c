/*
 * Goes for every address but loopback's own (ip(7), ipv6(7)), and for what listens outside: arguments are
 * "tcp PORT" on the host's 127.0.0.1, "unix NAME" in the abstract namespace (unix(7)), "to ADDRESS" of the host.
 */
#include "attack.h"
#include <arpa/inet.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

static void to(const char *address, int port)
{
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_scope_id = 1 };
	bool is_four = inet_pton(AF_INET, address, &four.sin_addr) == 1;
	if (!is_four && inet_pton(AF_INET6, address, &six.sin6_addr) != 1) {
		errno = EINVAL;
		must_work(address, -1);
	}
	const struct sockaddr *target = is_four ? (struct sockaddr *)&four : (struct sockaddr *)&six;
	socklen_t size = is_four ? sizeof four : sizeof six;
	int family = is_four ? AF_INET : AF_INET6, on = 1;
	char name[128];
	int tcp = socket(family, SOCK_STREAM, 0), udp = socket(family, SOCK_DGRAM, 0);
	setsockopt(udp, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
	snprintf(name, sizeof name, "TCP to %s, port %d", address, port);
	must_fail(name, connect(tcp, target, size));
	close(tcp);
	/* To loopback a datagram goes out, whoever is there. */
	if (strncmp(address, "127.", 4) != 0 && strcmp(address, "::1") != 0) {
		snprintf(name, sizeof name, "UDP to %s, port %d", address, port);
		must_fail(name, sendto(udp, "x", 1, 0, target, size));
		snprintf(name, sizeof name, "binding to %s", address);
		four.sin_port = six.sin6_port = 0;
		/* Any multicast or broadcast address can be bound to: nothing comes in by it. */
		if (strncmp(address, "2", 1) != 0 && strncmp(address, "ff", 2) != 0)
			must_fail(name, bind(udp, target, size));
	}
	close(udp);
}

static void unix_socket(const char *name)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path + 1, name, strlen(name));
	socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name));
	must_fail(name, connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, size));
}

static void interfaces(void)
{
	struct ifreq list[32];
	struct ifconf all = { .ifc_len = sizeof list, .ifc_req = list };
	must_work("listing interfaces", ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCGIFCONF, &all));
	for (size_t i = 0; i < (size_t)all.ifc_len / sizeof *list; i++) {
		if (strcmp(list[i].ifr_name, "lo") == 0)
			refused("lo", "loopback");
		else
			through(list[i].ifr_name, "a network");
	}
}

int main(int argc, char **argv)
{
	/* Documentation's, private, the clouds' metadata, broadcast, multicast, link-local. */
	static const char *addresses[] = {
		"192.0.2.1", "10.0.0.1", "172.17.0.1", "192.168.0.1", "169.254.169.254", "255.255.255.255", "224.0.0.1",
		"2001:db8::1", "fe80::1", "ff02::1", "fd00:ec2::254",
	};
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		to(addresses[i], 80);
	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "tcp") == 0)
			to("127.0.0.1", atoi(argv[i + 1]));
		else if (strcmp(argv[i], "unix") == 0)
			unix_socket(argv[i + 1]);
		else
			to(argv[i + 1], 22);
	}
	interfaces();
	return done();
}
