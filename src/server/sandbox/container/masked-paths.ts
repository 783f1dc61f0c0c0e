/** What of /proc a lab does not see, or cannot write. */

/**
 * As Docker masks them (moby, oci/defaults.go), and what else tells of the machine but of no lab: how it was booted,
 * its hardware and disks, its kernel's symbols, how many cgroups there are and so how many visitors, who has keys or locks
 * files. Who may open /proc/pressure can make the kernel watch
 * the whole machine (psi.rst). /sys is not mounted at all.
 */
export const maskedPaths = [
  "/proc/acpi",
  "/proc/asound",
  "/proc/bus",
  "/proc/cgroups",
  "/proc/cmdline",
  "/proc/diskstats",
  "/proc/fs",
  "/proc/interrupts",
  "/proc/irq",
  "/proc/kallsyms",
  "/proc/kcore",
  "/proc/key-users",
  "/proc/keys",
  "/proc/latency_stats",
  "/proc/locks",
  "/proc/modules",
  "/proc/partitions",
  "/proc/pressure",
  "/proc/sched_debug",
  "/proc/scsi",
  "/proc/swaps",
  "/proc/timer_list",
  "/proc/timer_stats",
];

export const readonlyPaths = ["/proc/sys", "/proc/sysrq-trigger"];
