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

/* linux/perf_event.h, as far as clockid, which is Linux 4.1. */
enum { PERF_TRACEPOINT = 2, PERF_CLOSE_ON_EXEC = 8, PERF_SAMPLE = 9 };
enum { PERF_TID = 0x2, PERF_TIME = 0x4, PERF_RAW = 0x400 };
enum { PERF_DISABLED = 1, PERF_USE_CLOCK = 1 << 25 };
#define PERF_ENABLE ((int)_IO('$', 0))
#define PERF_DISABLE ((int)_IO('$', 1))
#define PERF_SET_FILTER ((int)_IOW('$', 6, char *))

struct perf_attributes {
	uint32_t type, size;
	uint64_t config, sample_period, sample_type, read_format, flags;
	uint32_t wakeup_events, breakpoint_type;
	uint64_t breakpoint_address, breakpoint_length, branches, registers;
	uint32_t stack;
	int32_t clock;
};

/* struct perf_event_mmap_page: the kernel writes up to `data_head`, we have read up to `data_tail`. */
struct perf_ring_head {
	char other[1024];
	uint64_t data_head, data_tail;
};

struct perf_header {
	uint32_t type;
	uint16_t misc, size;
};

/* A sample with PERF_TID, PERF_TIME and PERF_RAW; the rest as /sys/kernel/tracing/events/signal/signal_generate/format. */
struct perf_signal {
	struct perf_header header;
	int32_t sender_process, sender_thread;
	uint64_t at_ns;
	uint32_t raw_bytes;
	uint16_t trace_type;
	uint8_t trace_flags, trace_preempted;
	int32_t trace_thread, signal, error, code;
	char target_name[16];
	int32_t target, group, result;
};

#endif
