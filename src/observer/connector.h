/* The kernel's process events connector: forks, execs, new names, users and sessions, and exits of the whole machine. */
#ifndef CONNECTOR_H
#define CONNECTOR_H
#include "kernel.h"
#include <stdbool.h>

enum received { RECEIVED_EVENT, RECEIVED_NOTHING, RECEIVED_OVERFLOW };

/** @param buffer_bytes of kernel memory for events that wait. @return a descriptor that becomes readable */
int open_connector(int buffer_bytes);

/** Nothing is sent, and costs anything, while nobody listens. */
void listen_to(int connector, bool wanted);

/** Never waits. After an overflow the kernel has dropped events; those that wait came before. */
enum received receive(int connector, struct proc_event *event);

#endif
