/*
 * lives CASE [COUNT]: as PID 1 of a namespace, waits for a line, lives the case, and says on stdout what it knows that it
 * did, in the observer's words without the time. At the end it says "done" and waits for the end of its input.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *other; /* The same program, by the name "other" */
static int count;

static void check(bool well, const char *what)
{
	if (well)
		return;
	perror(what);
	_exit(99);
}

static void sleep_ms(int ms)
{
	struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };
	check(nanosleep(&time, NULL) == 0, "nanosleep");
}

/* A line is one write(2): several processes speak at a time. */
#define did(format, ...) dprintf(STDOUT_FILENO, format "\n" __VA_OPT__(, ) __VA_ARGS__)

/* In the child: its birth is known to both, so it is told by the child, which lives first. */
static pid_t child(void)
{
	pid_t parent = getpid(), pid = fork();
	check(pid >= 0, "fork");
	if (pid == 0)
		did("fork %d %d", getpid(), parent);
	return pid;
}

static int reap(pid_t pid, int flags)
{
	int status;
	check(waitpid(pid, &status, flags) == pid, "waitpid");
	did("exit %d %d", pid, status);
	did("reap %d %d wait", pid, getpid());
	return status;
}

static void reap_any(void)
{
	siginfo_t info;
	check(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) == 0, "waitid");
	reap(info.si_pid, 0);
}

/* Waits for its adoption first, and stays so for a while. */
static void tell_adopter(pid_t from)
{
	while (getppid() == from)
		sched_yield();
	sleep_ms(20);
	did("orphan %d %d %d %s", getpid(), from, getppid(), getppid() == 1 ? "init" : "subreaper");
}

static void run_other(const char *code)
{
	did("exec %d other", getpid());
	execl(other, "other", "quit", code, (char *)NULL);
	check(false, other);
}

static void plain(void)
{
	pid_t pid = child();
	if (pid == 0)
		_exit(3);
	reap(pid, 0);
}

static void killed(void)
{
	pid_t pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	did("fork %d %d", pid, getpid());
	check(kill(pid, SIGKILL) == 0, "kill");
	reap(pid, 0);
}

static void executes(void)
{
	pid_t pid = child();
	if (pid == 0)
		run_other("7");
	reap(pid, 0);
}

static void vforks(void)
{
	pid_t pid = vfork();
	if (pid == 0) {
		execl(other, "other", "quit", "7", (char *)NULL);
		_exit(99);
	}
	check(pid > 0, "vfork");
	did("fork %d %d", pid, getpid());
	did("exec %d other", pid);
	reap(pid, 0);
}

/* A child of its maker's parent. */
static void sibling(void)
{
	pid_t pid = child();
	if (pid == 0) {
		long second = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
		check(second >= 0, "clone");
		if (second == 0) {
			did("fork %d %d", getpid(), getppid());
			_exit(5);
		}
		_exit(4);
	}
	reap_any();
	reap_any();
}

/* Whose end sends another signal than SIGCHLD, or none. */
static void child_that_sends(int signal)
{
	long pid = syscall(SYS_clone, signal, 0, 0, 0, 0);
	check(pid >= 0, "clone");
	if (pid == 0)
		_exit(6);
	did("fork %ld %d", pid, getpid());
	if (signal != 0)
		did("signal %d %d kernel ignored", getpid(), signal);
	reap((pid_t)pid, __WALL);
}

static void silent(void)
{
	child_that_sends(0);
}

static void ends_with_signal(void)
{
	child_that_sends(SIGUSR1);
}

static int quit_with(void *code)
{
	return *(int *)code;
}

/* Flags that make another kind of child, which is a process all the same. */
static void clones(void)
{
	static const int kinds[] = {
		CLONE_VM | CLONE_VFORK,
		CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND,
		CLONE_FILES | CLONE_SYSVSEM | CLONE_IO,
		CLONE_NEWUTS | CLONE_NEWIPC,
		CLONE_UNTRACED,
		CLONE_NEWUSER,
	};
	static char stack[16384] __attribute__((aligned(16)));
	for (int kind = 0; kind < (int)(sizeof kinds / sizeof *kinds); kind++) {
		pid_t pid = clone(quit_with, stack + sizeof stack, kinds[kind] | SIGCHLD, &kind);
		check(pid > 0, "clone");
		did("fork %d %d", pid, getpid());
		reap(pid, 0);
	}
}

/* In the namespace that /proc is of, which may not be our own. */
static pid_t number(void)
{
	char text[16] = { 0 };
	check(readlink("/proc/self", text, sizeof text - 1) > 0, "/proc/self");
	return atoi(text);
}

/* A PID namespace in this one: 1 - 2, its PID 1 - 3 - 4, which 2 adopts for its being that, and no subreaper. */
static void nested(void)
{
	long pid = syscall(SYS_clone, CLONE_NEWPID | SIGCHLD, 0, 0, 0, 0);
	check(pid >= 0, "clone");
	if (pid == 0) {
		pid_t init = number();
		pid_t middle = fork();
		if (middle == 0) {
			pid_t from = number();
			did("fork %d %d", from, init);
			if (fork() == 0) {
				did("fork %d %d", number(), from);
				while (getppid() != 1)
					sched_yield();
				sleep_ms(20);
				did("orphan %d %d %d init", number(), from, init);
				did("exit %d %d", number(), 6 << 8);
				did("reap %d %d wait", number(), init);
				_exit(6);
			}
			did("exit %d %d", from, 5 << 8);
			did("reap %d %d wait", from, init);
			_exit(5);
		}
		check(waitpid(-1, NULL, 0) > 0 && waitpid(-1, NULL, 0) > 0, "waitpid");
		_exit(4);
	}
	did("fork %ld %d", pid, getpid());
	reap((pid_t)pid, 0);
}

static void session(void)
{
	pid_t pid = child();
	if (pid == 0) {
		check(setsid() == getpid(), "setsid");
		did("sid %d", getpid());
		_exit(0);
	}
	reap(pid, 0);
}

static void told_ids(const char *kind, int result, unsigned real, unsigned effective)
{
	check(result == 0, kind);
	did("%s %d %u %u", kind, getpid(), real, effective);
}

static void ids(void)
{
	pid_t pid = child();
	if (pid == 0) {
		told_ids("gid", setegid(5), 0, 5);
		told_ids("uid", seteuid(7), 0, 7);
		told_ids("uid", seteuid(0), 0, 0);
		told_ids("gid", setgid(6), 6, 6);
		told_ids("uid", setuid(8), 8, 8);
		_exit(0);
	}
	reap(pid, 0);
}

static void send(pid_t pid, int signal, const char *effect)
{
	did("signal %d %d %d %s", pid, signal, getpid(), effect);
	check(kill(pid, signal) == 0, "kill");
}

static void signals(void)
{
	int ready[2];
	check(pipe(ready) == 0, "pipe");
	pid_t pid = child();
	if (pid == 0) {
		char byte;
		check(read(ready[0], &byte, 1) == 1, "read"); /* While it forks it blocks signals, and one that waits is not ignored yet. */
		send(1, SIGTERM, "ignored"); /* It has no handler. */
		signal(SIGUSR2, SIG_IGN);
		send(getpid(), SIGUSR2, "ignored");
		send(getpid(), SIGSTOP, "taken");
		for (;;)
			pause();
	}
	check(write(ready[1], "", 1) == 1, "write");
	int status;
	check(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status), "stopped");
	send(pid, SIGCONT, "taken");
	send(pid, SIGTERM, "taken");
	reap(pid, 0);
}

static void rings(void)
{
	pid_t pid = child();
	if (pid == 0) {
		did("signal %d %d kernel taken", getpid(), SIGALRM);
		ualarm(1000, 0);
		for (;;)
			pause();
	}
	reap(pid, 0);
}

static void many_signals(void)
{
	for (int one = 0; one < count; one++)
		check(kill(getpid(), SIGUSR1) == 0, "kill");
	plain();
}

/* No event tells of it: its child leads a group of its own from one line to the next, then it is in its parent's. */
static void regroups(void)
{
	check(setpgid(0, 0) == 0, "setpgid"); /* The one before is of no number here. */
	pid_t pid = fork(), own = getpgrp();
	if (pid == 0)
		for (;;)
			pause();
	did("fork %d %d", pid, getpid());
	for (pid_t group = pid;; group = own) {
		check(setpgid(pid, group) == 0, "setpgid");
		if (getchar() == EOF || group == own)
			break;
	}
	check(kill(pid, SIGTERM) == 0, "kill");
	reap(pid, 0);
}

static void *end_thread(void *unused)
{
	return unused;
}

static void *end_late(void *unused)
{
	sleep_ms(100);
	pid_t pid = child(); /* The first thread has ended, the process has not. */
	if (pid == 0)
		_exit(1);
	reap(pid, 0);
	exit(5);
	return unused;
}

static void *execute(void *unused)
{
	run_other("8");
	return unused;
}

static void thread(void *(*work)(void *))
{
	pthread_t made;
	check(pthread_create(&made, NULL, work, NULL) == 0, "pthread_create");
	if (work == end_thread)
		check(pthread_join(made, NULL) == 0, "pthread_join");
	else
		pthread_exit(NULL);
}

static void with_thread(void *(*work)(void *))
{
	pid_t pid = child();
	if (pid == 0) {
		thread(work);
		_exit(2);
	}
	reap(pid, 0);
}

static void threads_first(void)
{
	with_thread(end_thread);
}

static void leader_first(void)
{
	with_thread(end_late);
}

static void thread_executes(void)
{
	with_thread(execute);
}

static void *stay(void *unused)
{
	for (;;)
		pause();
	return unused;
}

/* The first thread and another live, until the kernel ends both for the one that executes. */
static void thread_executes_among(void)
{
	pid_t pid = child();
	if (pid == 0) {
		pthread_t made;
		check(pthread_create(&made, NULL, stay, NULL) == 0, "pthread_create");
		check(pthread_create(&made, NULL, execute, NULL) == 0, "pthread_create");
		stay(NULL);
	}
	reap(pid, 0);
}

static void double_fork(void)
{
	pid_t pid = child();
	if (pid == 0) {
		pid_t middle = getpid();
		if (child() == 0) {
			tell_adopter(middle);
			_exit(2);
		}
		_exit(1);
	}
	reap(pid, 0);
	reap_any();
}

/* 1 - outer subreaper - inner subreaper - maker - orphan: each but the last ends when the one below has seen it. */
static void subreapers(void)
{
	int ended[2];
	check(pipe(ended) == 0, "pipe");
	pid_t outer = child();
	if (outer == 0) {
		check(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0, "prctl");
		pid_t inner = child();
		if (inner == 0) {
			check(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0, "prctl");
			pid_t maker = child();
			if (maker == 0) {
				pid_t from = getpid();
				if (child() == 0) {
					tell_adopter(from);
					from = getppid();
					check(write(ended[1], "", 1) == 1, "write");
					tell_adopter(from);
					from = getppid();
					check(write(ended[1], "", 1) == 1, "write");
					tell_adopter(from);
					_exit(9);
				}
				_exit(1);
			}
			reap(maker, 0);
			char byte;
			check(read(ended[0], &byte, 1) == 1, "read");
			_exit(2);
		}
		reap(inner, 0);
		char byte;
		check(read(ended[0], &byte, 1) == 1, "read");
		_exit(3);
	}
	reap(outer, 0);
	reap_any();
}

static void ignores(void)
{
	signal(SIGCHLD, SIG_IGN);
	pid_t pid = child();
	if (pid == 0)
		_exit(3);
	check(waitpid(pid, NULL, 0) < 0, "nothing to wait for");
	did("exit %d %d", pid, 3 << 8);
	did("reap %d %d kernel", pid, getpid());
}

static void traced(void)
{
	pid_t pid = child();
	if (pid == 0) {
		check(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0, "PTRACE_TRACEME");
		raise(SIGSTOP);
		_exit(4);
	}
	int status;
	check(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status), "stopped");
	check(ptrace(PTRACE_CONT, pid, NULL, NULL) == 0, "PTRACE_CONT");
	reap(pid, 0);
}

/* The tracer learns of the end first, but it is the parent that reaps. */
static void traced_by_another(void)
{
	int ready[2];
	check(pipe(ready) == 0, "pipe");
	pid_t pid = child();
	if (pid == 0) {
		char byte;
		check(read(ready[0], &byte, 1) == 1, "read");
		_exit(4);
	}
	pid_t tracer = child();
	if (tracer == 0) {
		check(ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0, "PTRACE_SEIZE");
		check(write(ready[1], "", 1) == 1, "write");
		check(waitpid(pid, NULL, 0) == pid, "the tracee");
		_exit(0);
	}
	reap(pid, 0);
	reap(tracer, 0);
}

/* 1 - 2 - 3, which 1 traces as it does 2, and learns of the end of first: but it is 2 that reaps it. */
static void clones_traced(void)
{
	pid_t pid = child(), one;
	if (pid == 0) {
		check(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0, "PTRACE_TRACEME");
		raise(SIGSTOP);
		long second = syscall(SYS_clone, CLONE_PTRACE | SIGCHLD, 0, 0, 0, 0);
		check(second >= 0, "clone");
		if (second == 0) {
			did("fork %d %d", getpid(), getppid());
			_exit(5);
		}
		reap((pid_t)second, 0);
		_exit(4);
	}
	int status;
	while ((one = waitpid(-1, &status, __WALL)) != pid || WIFSTOPPED(status)) {
		check(one > 0, "waitpid");
		long signal = WSTOPSIG(status) == SIGSTOP ? 0 : WSTOPSIG(status);
		if (WIFSTOPPED(status))
			check(ptrace(PTRACE_CONT, one, NULL, signal) == 0, "PTRACE_CONT");
	}
	did("exit %d %d", pid, status);
	did("reap %d %d wait", pid, getpid());
}

/* A child that ends when it is told to, and another, which is its tracer from now on. */
static pid_t child_with_tracer(int may_end[2], pid_t *tracer)
{
	check(pipe(may_end) == 0, "pipe");
	pid_t pid = child();
	if (pid == 0) {
		char byte;
		check(read(may_end[0], &byte, 1) == 1, "read");
		_exit(4);
	}
	*tracer = child();
	if (*tracer == 0)
		check(ptrace(PTRACE_SEIZE, pid, NULL, NULL) == 0, "PTRACE_SEIZE");
	return pid;
}

/* Its end is its parent's alone then. */
static void detached(void)
{
	int may_end[2];
	pid_t tracer, pid = child_with_tracer(may_end, &tracer);
	if (tracer == 0) {
		int status;
		check(ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) == 0, "PTRACE_INTERRUPT");
		check(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status), "stopped");
		check(ptrace(PTRACE_DETACH, pid, NULL, NULL) == 0, "PTRACE_DETACH");
		_exit(0);
	}
	reap(tracer, 0);
	check(write(may_end[1], "", 1) == 1, "write");
	reap(pid, 0);
}

/* A zombie that its parent cannot reap, as its tracer has not waited for it: until the tracer ends, which lets go of it. */
static void held_by_tracer(void)
{
	int may_end[2], held[2];
	check(pipe(held) == 0, "pipe");
	pid_t tracer, pid = child_with_tracer(may_end, &tracer);
	if (tracer == 0) {
		siginfo_t info;
		check(write(may_end[1], "", 1) == 1, "write");
		check(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == 0, "waitid");
		check(write(held[1], "", 1) == 1, "write");
		stay(NULL);
	}
	char byte;
	check(read(held[0], &byte, 1) == 1, "read");
	sleep_ms(50);
	check(waitpid(pid, NULL, WNOHANG) == 0, "held");
	check(kill(tracer, SIGKILL) == 0, "kill");
	reap(tracer, 0);
	reap(pid, 0);
}

static int *steps; /* That were done, by all processes */

/* What happened before is seen before what happens now, whichever way the kernel tells of it. */
static void wait_for_step(int step)
{
	while (__atomic_load_n(steps, __ATOMIC_ACQUIRE) != step)
		sleep_ms(1);
	sleep_ms(20);
}

#define did_step(...)                                         \
	do {                                                  \
		did(__VA_ARGS__);                             \
		__atomic_add_fetch(steps, 1, __ATOMIC_RELEASE); \
	} while (0)

/* 1 - 2 - 3 - 4, then 3 - 5: who does what when all before is done, so that the order of all is known. */
static void in_turn(void)
{
	steps = mmap(NULL, sizeof *steps, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	check(steps != MAP_FAILED, "mmap");
	if (fork() == 0) {
		did_step("fork 2 1");
		if (fork() == 0) {
			did_step("fork 3 2");
			if (fork() == 0) {
				did_step("fork 4 3");
				wait_for_step(4);
				did_step("exec 4 other");
				execl(other, "other", "quit", "7", (char *)NULL);
				check(false, other);
			}
			wait_for_step(3);
			check(setsid() == 3, "setsid");
			did_step("sid 3");
			wait_for_step(5);
			reap(4, 0);
			sleep_ms(20);
			if (fork() == 0) {
				did_step("fork 5 3");
				wait_for_step(7);
				did("exit 5 256");
				_exit(1);
			}
			wait_for_step(6);
			did("exit 3 512");
			did("orphan 5 3 1 init");
			_exit(2);
		}
		check(waitpid(3, NULL, 0) == 3, "waitpid");
		did_step("reap 3 2 wait");
		wait_for_step(8);
		did("exit 2 768");
		_exit(3);
	}
	wait_for_step(7); /* It is not our child before. */
	check(waitpid(5, NULL, 0) == 5, "waitpid");
	did_step("reap 5 1 wait");
	check(waitpid(2, NULL, 0) == 2, "waitpid");
	did("reap 2 1 wait");
}

static void zombies(void)
{
	for (int one = 0; one < count; one++) {
		pid_t pid = child();
		if (pid == 0)
			_exit(0);
		siginfo_t info;
		check(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == 0, "waitid");
		sleep_ms(45);
		check(waitpid(pid, NULL, 0) == pid, "waitpid");
		did("exit %d 0", pid);
		did("zombie %d %d", pid, getpid());
		did("reap %d %d wait", pid, getpid());
	}
}

/* Without words, which would slow it down: the numbers in a new namespace are the next ones. */
static void many_forks(void)
{
	for (int one = 0; one < count; one++) {
		pid_t pid = fork();
		if (pid == 0)
			_exit(one & 0x7f);
		check(pid > 0 && waitpid(pid, NULL, 0) == pid, "a short life");
	}
}

static void many_vforks(void)
{
	for (volatile int one = 0; one < count; one++) {
		pid_t pid = vfork();
		if (pid == 0)
			_exit(one & 0x7f);
		check(pid > 0 && waitpid(pid, NULL, 0) == pid, "a short life");
	}
}

/* Stops its child, has it go on after a line, and ends it after another. */
static void stops(void)
{
	pid_t pid = fork();
	if (pid == 0)
		stay(NULL);
	did("fork %d %d", pid, getpid());
	send(pid, SIGSTOP, "taken");
	if (getchar() != EOF)
		send(pid, SIGCONT, "taken");
	if (getchar() != EOF)
		send(pid, SIGTERM, "taken");
	reap(pid, 0);
}

/* It stays when it has begun. */
static pid_t child_that(void (*begin)(void))
{
	char byte;
	int begun[2];
	check(pipe(begun) == 0, "pipe");
	pid_t pid = child();
	if (pid == 0) {
		begin();
		check(write(begun[1], "", 1) == 1, "write");
		stay(NULL);
	}
	check(read(begun[0], &byte, 1) == 1, "read");
	close(begun[0]);
	close(begun[1]);
	return pid;
}

static void do_nothing(void)
{
}

static void make_child(void)
{
	child_that(do_nothing);
}

static void make_thread(void)
{
	pthread_t made;
	check(pthread_create(&made, NULL, stay, NULL) == 0, "pthread_create");
}

static void become_another(void)
{
	check(setsid() == getpid(), "setsid");
	did("sid %d", getpid());
	told_ids("uid", seteuid(7), 0, 7);
}

/* Its maker has ended. */
static void make_orphan(void)
{
	char byte;
	int adopted[2];
	check(pipe(adopted) == 0, "pipe");
	pid_t maker = child();
	if (maker == 0) {
		pid_t from = getpid();
		if (child() == 0) {
			tell_adopter(from);
			check(write(adopted[1], "", 1) == 1, "write");
			stay(NULL);
		}
		_exit(0);
	}
	reap(maker, 0);
	check(read(adopted[0], &byte, 1) == 1, "read");
}

static void make_orphan_here(void)
{
	check(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0, "prctl");
	make_orphan();
}

static int made[2];

static void fork_and_end(int signal)
{
	pid_t pid = fork();
	if (pid == 0)
		stay(NULL);
	did("fork %d %d", pid, getpid());
	_exit(write(made[1], &pid, sizeof pid) != sizeof pid || signal != SIGUSR1);
}

static void fork_when_told(void)
{
	signal(SIGUSR1, fork_and_end);
}

static void end(pid_t pid)
{
	siginfo_t info;
	check(kill(pid, SIGKILL) == 0, "kill");
	check(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == 0, "waitid");
}

/* Some of each kind. After a line each becomes another, or goes, among COUNT short lives; numbers are known, as in a new namespace. */
static void family(void)
{
	pid_t parent = child_that(make_child); /* 2 - 3 */
	pid_t zombie = child(); /* 4 */
	if (zombie == 0)
		_exit(3);
	pid_t subreaper = child_that(make_orphan_here); /* 5 - 7, 6 has ended */
	make_orphan(); /* 9, 8 has ended */
	pid_t stopped = child_that(do_nothing); /* 10 */
	check(kill(stopped, SIGSTOP) == 0, "kill");
	pid_t other_user = child_that(become_another); /* 11 */
	check(pipe(made) == 0, "pipe");
	pid_t maker = child_that(fork_when_told), last; /* 12 */
	child_that(make_thread); /* 13 */
	if (getchar() == EOF)
		return;
	check(kill(maker, SIGUSR1) == 0, "kill");
	check(read(made[0], &last, sizeof last) == sizeof last, "read");
	did("orphan %d %d 1 init", last, maker);
	reap(maker, 0);
	end(parent);
	did("orphan 3 2 1 init");
	reap(parent, 0);
	many_forks();
	reap(zombie, 0);
	end(subreaper);
	did("orphan 7 5 1 init");
	reap(subreaper, 0);
	end(9); /* A zombie from now on */
	did("exit 9 9");
	check(kill(stopped, SIGCONT) == 0, "kill");
	check(kill(other_user, SIGSTOP) == 0, "kill");
	child_that(make_child);
	sleep_ms(60); /* Who looks now and then is to look at this before it hears of it. */
}

static const struct {
	const char *name;
	void (*live)(void);
} cases[] = {
	{ "plain", plain },
	{ "killed", killed },
	{ "executes", executes },
	{ "vforks", vforks },
	{ "sibling", sibling },
	{ "silent", silent },
	{ "ends-with-signal", ends_with_signal },
	{ "clones", clones },
	{ "nested", nested },
	{ "session", session },
	{ "ids", ids },
	{ "regroups", regroups },
	{ "signals", signals },
	{ "rings", rings },
	{ "many-signals", many_signals },
	{ "threads-first", threads_first },
	{ "leader-first", leader_first },
	{ "thread-executes", thread_executes },
	{ "thread-executes-among", thread_executes_among },
	{ "double-fork", double_fork },
	{ "subreapers", subreapers },
	{ "ignores", ignores },
	{ "traced", traced },
	{ "traced-by-another", traced_by_another },
	{ "clones-traced", clones_traced },
	{ "detached", detached },
	{ "held-by-tracer", held_by_tracer },
	{ "in-turn", in_turn },
	{ "zombies", zombies },
	{ "many-forks", many_forks },
	{ "many-vforks", many_vforks },
	{ "stops", stops },
	{ "family", family },
};

int main(int words, char **arguments)
{
	if (words == 3 && strcmp(arguments[1], "quit") == 0) {
		sleep_ms(5); /* Long enough for its name to be read. */
		return atoi(arguments[2]);
	}
	other = getenv("OTHER");
	count = words == 3 ? atoi(arguments[2]) : 1;
	setvbuf(stdin, NULL, _IONBF, 0);
	for (size_t one = 0; one < sizeof cases / sizeof *cases; one++) {
		if (words < 2 || strcmp(cases[one].name, arguments[1]) != 0)
			continue;
		if (getchar() == EOF)
			return 1;
		cases[one].live();
		did("done");
		while (getchar() != EOF)
			continue;
		return 0;
	}
	return 2;
}
