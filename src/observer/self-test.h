#ifndef SELF_TEST_H
#define SELF_TEST_H

/**
 * Whether this kernel, and our place in it, tell all that is needed, found out with a child of our own: its end from the
 * connector (which keeps silent outside of the initial namespaces), its number by ioctl (Linux 6.11), and its reaping from
 * a pidfd (Linux 6.9). Ends the observer when they do not.
 */
void test_kernel(int connector);

#endif
