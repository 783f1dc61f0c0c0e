/*
 * What the kernel says and takes, as far as it is used here: netlink(7), linux/connector.h, linux/cn_proc.h, linux/nsfs.h.
 * Written down again because musl's compiler sees no headers of the kernel, and those of Debian 12 are older than this.
 */
#ifndef KERNEL_H
#define KERNEL_H
#include <stdint.h>
#include <sys/ioctl.h>

enum { NETLINK_CONNECTOR_PROTOCOL = 11, CONNECTOR_PROC = 1 };
enum { NETLINK_DONE = 3 };
enum { CONNECTOR_LISTEN = 1, CONNECTOR_IGNORE = 2 };

enum proc_event_kind {
	EVENT_FORK = 0x1,
	EVENT_EXEC = 0x2,
	EVENT_UID = 0x4,
	EVENT_GID = 0x40,
	EVENT_SID = 0x80,
	EVENT_COMM = 0x200,
	EVENT_EXIT = (int)0x80000000,
};

struct netlink_header {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
};

struct connector_header {
	uint32_t index, value;
	uint32_t sequence, acknowledge;
	uint16_t length, flags;
};

/* Numbers are those of the initial PID namespace. "tgid" is what everybody else calls a process ID. */
struct proc_event {
	uint32_t kind, cpu;
	uint64_t timestamp_ns; /* CLOCK_MONOTONIC */
	union {
		struct {
			int32_t parent_pid, parent_tgid, child_pid, child_tgid;
		} fork;
		struct {
			int32_t pid, tgid;
		} exec, sid;
		struct {
			int32_t pid, tgid;
			uint32_t real, effective; /* As the initial user namespace numbers them */
		} id;
		struct {
			int32_t pid, tgid;
			char name[16];
		} comm;
		struct {
			int32_t pid, tgid;
			uint32_t status, signal;
			int32_t parent_pid, parent_tgid;
		} exit;
	} of;
};

/* Since Linux 6.11. They answer with a number in the other namespace, or ESRCH. */
#define NS_PROCESS_OUT ((int)_IOR(0xb7, 0x7, int)) /* from that namespace's number to ours: NS_GET_TGID_FROM_PIDNS */
#define NS_PROCESS_IN ((int)_IOR(0xb7, 0x9, int)) /* from our number to that namespace's: NS_GET_TGID_IN_PIDNS */

/* Since Linux 6.15 a pidfd tells how its process has ended, once it is reaped. */
struct pidfd_info {
	uint64_t mask, cgroup;
	uint32_t pid, tgid, ppid, ids[8];
	int32_t status;
};
enum { PIDFD_INFO_EXIT = 1U << 3 };
#define PIDFD_GET_INFO ((int)_IOWR(0xff, 11, struct pidfd_info))

#endif
