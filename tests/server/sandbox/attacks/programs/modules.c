/*
 * Makes the kernel load modules, or compile programs, without any privilege: what is in no cgroup's account
 * (net/socket.c: sock_ioctl asks for "bridge" and "8021q"; socket(7): SO_ATTACH_FILTER; bpf(2): net.core.bpf_jit_limit is
 * one pool for the whole machine, and without it no filter, and so no container, starts; tcp(7): TCP_ULP).
 */
#include "attack.h"
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

int main(void)
{
	static const struct { const char *name; unsigned request; } calls[] = {
		{ "SIOCGIFBR", 0x8940 }, { "SIOCSIFBR", 0x8941 }, { "SIOCBRADDBR", 0x89a0 }, { "SIOCBRDELBR", 0x89a1 },
		{ "SIOCBRADDIF", 0x89a2 }, { "SIOCGIFVLAN", 0x8982 }, { "SIOCSIFVLAN", 0x8983 }, { "SIOCADDDLCI", 0x8980 },
		{ "SIOCADDRT", 0x890b }, { "SIOCSIFADDR", 0x8916 }, { "SIOCETHTOOL", 0x8946 }, { "SIOCSHWTSTAMP", 0x89b0 },
	};
	struct { unsigned short code; unsigned char jt, jf; unsigned k; } accept = { 0x06, 0, 0, 0x7fff0000 };
	struct { unsigned short length; void *filter; } program = { 1, &accept };
	static char argument[256];
	int tcp = (int)must_work("a TCP socket", socket(AF_INET, SOCK_STREAM, 0));
	int local = (int)must_work("a unix socket", socket(AF_UNIX, SOCK_DGRAM, 0));
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		must_be_denied(calls[i].name, ioctl(tcp, (int)calls[i].request, argument));
	must_be_denied("SO_ATTACH_FILTER", setsockopt(local, SOL_SOCKET, 26, &program, sizeof program));
	must_be_denied("SO_ATTACH_FILTER with high bits", syscall(SYS_setsockopt, local, 1, 0x10000001aL, &program, sizeof program));
	must_be_denied("SO_ATTACH_FILTER of a level with high bits", syscall(SYS_setsockopt, local, 0x100000001L, 26, &program, sizeof program));
	must_be_denied("SO_ATTACH_BPF", setsockopt(local, SOL_SOCKET, 50, &tcp, sizeof tcp));
	must_be_denied("SO_ATTACH_REUSEPORT_CBPF", setsockopt(tcp, SOL_SOCKET, 51, &program, sizeof program));
	must_be_denied("TCP_ULP", setsockopt(tcp, IPPROTO_TCP, 31, "tls", 4));
	must_be_denied("IPT_SO_SET_REPLACE (CVE-2021-22555)", setsockopt(tcp, IPPROTO_IP, 64, argument, sizeof argument));
	must_be_denied("UDP_ENCAP", setsockopt((int)must_work("a UDP socket", socket(AF_INET, SOCK_DGRAM, 0)), IPPROTO_UDP, 100, &tcp, sizeof tcp));
	must_be_denied("a seccomp filter by prctl", prctl(PR_SET_SECCOMP, 2, &program));
	must_be_denied("a seccomp filter by seccomp", syscall(SYS_seccomp, 1, 0, &program));
	return done();
}
