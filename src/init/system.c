// The world as PID 1 sees it: one system call a function, and its error. Nothing is decided here; sys.ts says what each
// function is for, and the policy (init.ts) what is done. Calls are made raw, not by musl's functions, as musl keeps
// signals 32 to 34 to itself, and its fork() does more than a program without threads needs.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

// musl's name for the call with a 32-bit time, where there are two.
#ifndef SYS_clock_gettime
#define SYS_clock_gettime SYS_clock_gettime32
#endif

#define SYS(name) Z_sysZ_##name
#define WORLD struct Z_sys_instance_t *world __attribute__((unused))

// A set of signals as the kernel takes it: 64 bits, and this many bytes.
#define SIGNALS_BYTES 8L
// RWF_NOWAIT of pwritev2(2): a write that would block fails instead. Linux 4.14 and newer.
#define WITHOUT_WAITING 8L

// What the policy answers (next.ts).
#define WAIT (-1)
#define POLL (-2)
#define REAP (-3)
#define WATCH (-4)
#define WAIT_AT_MOST (-1000)

static char **arguments;
static int arguments_count;
static char **environment;

// A path or a line, always ended by a zero byte. PATH_MAX of the kernel.
static char text[4096];
static size_t text_length;

// What WATCH looks at: signals that wait for us, and the command. Of the command only POLLHUP, which needs no asking: it
// says that the process was reaped, where POLLIN would say that it ended and its status may not be there yet.
enum { SIGNALS, COMMAND };
static struct pollfd watched[] = {{-1, POLLIN, 0}, {-1, 0, 0}};

// Of linux/pidfd.h, in Linux 6.15 and newer: the first 64 bytes of struct pidfd_info.
struct process_info {
  uint64_t mask;
  uint64_t cgroup;
  uint32_t ids[11];
  int32_t status;
};
#define PIDFD_GET_INFO _IOWR(0xff, 11, struct process_info)
#define PIDFD_INFO_EXIT 8U

static const uint64_t all_signals = UINT64_MAX;
static const uint64_t no_signals = 0;

// A struct timespec: seconds and nanoseconds. ppoll writes the time that was left into it, so it is not const.
static long no_time[2] = {0, 0};

// musl's syscall() takes longs, and gives -1 and errno; the policy takes the error number itself, made negative.
static u32 result(long value) { return (u32)(value == -1 ? -errno : value); }

u32 SYS(argByte)(WORLD, u32 index, u32 at) {
  return index < (u32)arguments_count ? (unsigned char)arguments[index][at] : (u32)-1;
}

u32 SYS(envByte)(WORLD, u32 index, u32 at) {
  return environment[index] ? (unsigned char)environment[index][at] : (u32)-1;
}

u32 SYS(versionByte)(WORLD, u32 at) { return (unsigned char)PID_ONE_VERSION[at]; }

void SYS(clear)(WORLD) { text[text_length = 0] = 0; }

u32 SYS(put)(WORLD, u32 byte) {
  if (text_length + 1 == sizeof text) return 0;
  text[text_length++] = (char)byte;
  text[text_length] = 0;
  return 1;
}

u32 SYS(writeNow)(WORLD, u32 fd) {
  struct iovec part = {text, text_length};
  // Offset -1, in two halves: where the file stands.
  return result(syscall(SYS_pwritev2, (long)fd, &part, 1L, -1L, -1L, WITHOUT_WAITING));
}

u32 SYS(write)(WORLD, u32 fd) { return result(syscall(SYS_write, (long)fd, text, text_length)); }

u32 SYS(writable)(WORLD, u32 fd) {
  struct pollfd query = {(int)fd, POLLOUT, 0};
  return syscall(SYS_ppoll, &query, 1L, no_time, 0L, SIGNALS_BYTES) == 1 && (query.revents & POLLOUT);
}

u32 SYS(open)(WORLD) { return result(syscall(SYS_openat, (long)AT_FDCWD, text, (long)(O_RDONLY | O_CLOEXEC | O_NONBLOCK))); }

u32 SYS(readByte)(WORLD, u32 fd) {
  unsigned char byte = 0;
  return syscall(SYS_read, (long)fd, &byte, 1L) == 1 ? byte : (u32)-1;
}

u32 SYS(openMode)(WORLD, u32 fd) {
  long flags = syscall(SYS_fcntl, (long)(int)fd, (long)F_GETFL);
  return flags == -1 ? result(flags) : (u32)(flags & O_ACCMODE);
}

u32 SYS(milliseconds)(WORLD) {
  // A struct timespec of the machine's own word.
  long now[2] = {0, 0};
  syscall(SYS_clock_gettime, (long)CLOCK_MONOTONIC, now);
  return (u32)now[0] * 1000 + (u32)(now[1] / 1000000);
}

u32 SYS(close)(WORLD, u32 fd) { return result(syscall(SYS_close, (long)fd)); }

u32 SYS(ownPid)(WORLD) { return result(syscall(SYS_getpid)); }
u32 SYS(ownGroup)(WORLD) { return result(syscall(SYS_getpgid, 0L)); }
u32 SYS(newSession)(WORLD) { return result(syscall(SYS_setsid)); }
u32 SYS(newGroup)(WORLD) { return result(syscall(SYS_setpgid, 0L, 0L)); }

u32 SYS(becomeSubreaper)(WORLD) { return result(syscall(SYS_prctl, (long)PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L)); }

u32 SYS(isSubreaper)(WORLD) {
  int is = 0;
  long answer = syscall(SYS_prctl, (long)PR_GET_CHILD_SUBREAPER, &is, 0L, 0L, 0L);
  return answer == 0 ? (u32)is : result(answer);
}

u32 SYS(signalAtParentsEnd)(WORLD, u32 signal) {
  return result(syscall(SYS_prctl, (long)PR_SET_PDEATHSIG, (long)signal, 0L, 0L, 0L));
}

u32 SYS(terminalSession)(WORLD) {
  int session = 0;
  long answer = syscall(SYS_ioctl, (long)STDIN_FILENO, (long)TIOCGSID, &session);
  if (answer == 0)
    return (u32)session;
  // gVisor cannot say it, but it knows the foreground group, of which Linux tells nobody else either (ioctl_tty(2)).
  // Nor can a terminal there pass to another session. 0 is nobody's.
  int group = 0;
  return syscall(SYS_ioctl, (long)STDIN_FILENO, (long)TIOCGPGRP, &group) == 0 ? 0 : result(answer);
}

u32 SYS(foregroundGroup)(WORLD) {
  int group = 0;
  long answer = syscall(SYS_ioctl, (long)STDIN_FILENO, (long)TIOCGPGRP, &group);
  return answer == 0 ? (u32)group : result(answer);
}

u32 SYS(setForegroundGroup)(WORLD, u32 group) {
  return result(syscall(SYS_ioctl, (long)STDIN_FILENO, (long)TIOCSPGRP, &group));
}

u32 SYS(leaveTerminal)(WORLD) { return result(syscall(SYS_ioctl, (long)STDIN_FILENO, (long)TIOCNOTTY, 0L)); }
u32 SYS(takeTerminal)(WORLD) { return result(syscall(SYS_ioctl, (long)STDIN_FILENO, (long)TIOCSCTTY, 0L)); }

u32 SYS(blockSignals)(WORLD, u32 all) {
  return result(syscall(SYS_rt_sigprocmask, (long)SIG_SETMASK, all ? &all_signals : &no_signals, 0L, SIGNALS_BYTES));
}

u32 SYS(setAction)(WORLD, u32 signal, u32 ignore) {
  // The kernel's struct: the handler first, then flags, a restorer and a mask, of 5 words at most and all zero here.
  const uintptr_t action[5] = {ignore ? (uintptr_t)SIG_IGN : (uintptr_t)SIG_DFL};
  return result(syscall(SYS_rt_sigaction, (long)signal, action, 0L, SIGNALS_BYTES));
}

// Waits for one of some signals: for ever, or not at all. The kernel leaves SIGKILL and SIGSTOP out by itself.
static u32 take_signal(const uint64_t *signals, const void *time) {
  return result(syscall(SYS_rt_sigtimedwait, signals, 0L, time, SIGNALS_BYTES));
}

u32 SYS(discard)(WORLD, u32 signal) {
  uint64_t one = (uint64_t)1 << (signal - 1);
  return take_signal(&one, no_time);
}

u32 SYS(kill)(WORLD, u32 pid, u32 signal) { return result(syscall(SYS_kill, (long)(int)pid, (long)signal)); }

u32 SYS(fork)(WORLD) { return result(syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L)); }

u32 SYS(forkNothing)(WORLD) {
  long pid = syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L);
  if (pid == 0) _exit(0);
  return result(pid);
}

u32 SYS(awaitEnd)(WORLD, u32 pid) { return result(syscall(SYS_wait4, (long)(int)pid, 0L, 0L, 0L)); }

// Both descriptors are closed by execve of themselves, so that no command has them.
u32 SYS(watchProcess)(WORLD, u32 pid) {
  return (u32)(watched[COMMAND].fd = (int)result(syscall(SYS_pidfd_open, (long)pid, 0L)));
}

u32 SYS(watchSignals)(WORLD) {
  return (u32)(watched[SIGNALS].fd =
                   (int)result(syscall(SYS_signalfd4, -1L, &all_signals, SIGNALS_BYTES, (long)O_CLOEXEC)));
}

u32 SYS(exitStatus)(WORLD) {
  struct process_info info = {PIDFD_INFO_EXIT, 0, {0}, 0};
  long answer = syscall(SYS_ioctl, (long)watched[COMMAND].fd, (long)PIDFD_GET_INFO, &info);
  if (answer == -1) return result(answer);
  return info.mask & PIDFD_INFO_EXIT ? (u32)info.status : (u32)-EAGAIN;
}

u32 SYS(exec)(WORLD, u32 first) { return result(syscall(SYS_execve, text, arguments + first, environment)); }

u32 SYS(execByShell)(WORLD, u32 first) {
  // There is always an argument before the command: our own name, if nothing else. The shell's takes its place.
  static char shell[] = "/bin/sh";
  arguments[first - 1] = shell;
  arguments[first] = text;
  return result(syscall(SYS_execve, shell, arguments + first - 1, environment));
}

int main(int count, char **values, char **variables) {
  static Z_init_instance_t policy;
  arguments_count = count;
  arguments = values;
  environment = variables;
  wasm_rt_init();
  Z_init_init_module();
  Z_init_instantiate(&policy, 0);

  int next = (int)Z_initZ_start(&policy);
  for (;;) {
    int status = 0;
    switch (next) {
      case WAIT:
        next = (int)Z_initZ_onSignal(&policy, take_signal(&all_signals, 0));
        break;
      case POLL:
        next = (int)Z_initZ_onSignal(&policy, take_signal(&all_signals, no_time));
        break;
      case WATCH:
        syscall(SYS_ppoll, watched, 2L, 0L, 0L, SIGNALS_BYTES);
        next = (int)Z_initZ_onSignal(&policy, take_signal(&all_signals, no_time));
        break;
      case REAP: {
        u32 pid = result(syscall(SYS_wait4, -1L, &status, (long)WNOHANG, 0L));
        next = (int)Z_initZ_onExit(&policy, pid, (u32)status);
        break;
      }
      default: {
        if (next >= 0) _exit(next);
        const long wait_ms = WAIT_AT_MOST - next;
        const long time[2] = {wait_ms / 1000, wait_ms % 1000 * 1000000};
        const u32 signal = take_signal(&all_signals, time);
        next = (int)(signal == (u32)-EAGAIN ? Z_initZ_onTimeout(&policy) : Z_initZ_onSignal(&policy, signal));
      }
    }
  }
}
