/* Every kind of socket but unix, TCP and UDP (socket(2), address_families(7)). */
#include "attack.h"
#include <netinet/in.h>
#include <sys/socket.h>

int main(void)
{
	static const int families_max = 64;
	char name[64];
	for (int family = 0; family < families_max; family++) {
		if (family == AF_UNIX || family == AF_INET || family == AF_INET6)
			continue;
		for (int type = 1; type <= 10; type++) {
			snprintf(name, sizeof name, "a socket of family %d, type %d", family, type);
			must_be_denied(name, socket(family, type, 0));
		}
	}
	for (int i = 0; i < 2; i++) {
		int family = i == 0 ? AF_INET : AF_INET6;
		for (int type = 3; type <= 10; type++) {
			snprintf(name, sizeof name, "an internet socket of type %d", type);
			must_be_denied(name, socket(family, type, IPPROTO_ICMP));
		}
		for (int protocol = 1; protocol < 263; protocol++) {
			if (protocol == IPPROTO_TCP || protocol == IPPROTO_UDP)
				continue;
			snprintf(name, sizeof name, "an internet socket of protocol %d", protocol);
			must_be_denied(name, socket(family, SOCK_STREAM, protocol));
			must_be_denied(name, socket(family, SOCK_DGRAM, protocol));
		}
	}
	must_be_denied("AF_VSOCK with high bits", syscall(SYS_socket, 0x100000028L, SOCK_STREAM, 0));
	must_be_denied("AF_ALG", socket(38, SOCK_SEQPACKET, 0));
	return done();
}
