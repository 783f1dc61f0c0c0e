// Measures inits with as little of its own in the figures as can be: no interpreter, no fork of a large process.
//
//   init-driver start ROUNDS INIT...     a line a start: which INIT, and nanoseconds from clone to exit of /bin/true
//   init-driver latency ROUNDS INIT...   a line a signal: which INIT, and nanoseconds from kill to the command having it
//   init-driver hold INIT COMMAND...     says the process ID of INIT as PID 1, and keeps it until standard input ends
// As the command of an init:
//   init-driver receive FD               writes to FD when each SIGUSR1 came, in nanoseconds
//   init-driver orphans COUNT            makes COUNT orphans that exit at once, says "done", and stays
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define INITS_MAX 16
// So that each signal finds the machine at rest, as one does in life.
#define PAUSE_NS 300000L

static char *self;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(2);
}

// Starts a program as PID 1 of a namespace of its own; an ordinary user needs a user namespace for that.
static pid_t start_as_pid_1(char **command) {
  unsigned long flags = CLONE_NEWPID | SIGCHLD | (geteuid() ? CLONE_NEWUSER : 0);
  pid_t pid = (pid_t)syscall(SYS_clone, flags, 0L, 0L, 0L, 0L);
  if (pid < 0) fail("clone");
  if (pid > 0) return pid;
  execv(command[0], command);
  fail(command[0]);
  return 0;
}

static void measure_starts(int rounds, int inits, char **names) {
  for (int round = 0; round < rounds; round++) {
    for (int init = 0; init < inits; init++) {
      char *command[] = {names[init], "/bin/true", 0};
      int status;
      int64_t started = now();
      if (waitpid(start_as_pid_1(command), &status, 0) < 0) fail("waitpid");
      int64_t taken = now() - started;
      if (status != 0) exit(3);
      printf("%d %lld\n", init, (long long)taken);
    }
  }
}

// One processor for all: else the figures tell of how processes happened to be spread over processors.
static void stay_on_one_processor(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set)) fail("sched_getaffinity");
  int last = CPU_SETSIZE - 1;
  while (last > 0 && !CPU_ISSET(last, &set)) last--;
  CPU_ZERO(&set);
  CPU_SET(last, &set);
  if (sched_setaffinity(0, sizeof set, &set)) fail("sched_setaffinity");
}

static void measure_latencies(int rounds, int inits, char **names) {
  pid_t pids[INITS_MAX];
  int answers[INITS_MAX][2];
  int64_t came;
  stay_on_one_processor();
  for (int init = 0; init < inits; init++) {
    char fd[16];
    if (pipe(answers[init])) fail("pipe");
    snprintf(fd, sizeof fd, "%d", answers[init][1]);
    char *command[] = {names[init], self, "receive", fd, 0};
    pids[init] = start_as_pid_1(command);
    if (read(answers[init][0], &came, sizeof came) != sizeof came) exit(3);
  }
  const struct timespec rest = {0, PAUSE_NS};
  for (int round = 0; round < rounds; round++) {
    for (int init = 0; init < inits; init++) {
      nanosleep(&rest, 0);
      int64_t sent = now();
      if (kill(pids[init], SIGUSR1)) fail("kill");
      if (read(answers[init][0], &came, sizeof came) != sizeof came) exit(3);
      printf("%d %lld\n", init, (long long)(came - sent));
    }
  }
  for (int init = 0; init < inits; init++) kill(pids[init], SIGKILL);
}

static void hold(char **command) {
  char byte;
  pid_t pid = start_as_pid_1(command);
  printf("%d\n", pid);
  fflush(stdout);
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  kill(pid, SIGKILL);
  waitpid(pid, 0, 0);
}

// The first answer, before any signal, says that the command is ready.
static void receive(int fd) {
  sigset_t set;
  siginfo_t info;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, 0);
  do {
    int64_t came = now();
    if (write(fd, &came, sizeof came) != sizeof came) exit(0);
  } while (sigwaitinfo(&set, &info) > 0);
}

static void make_orphans(int count) {
  for (; count > 0; count--) {
    pid_t parent = fork();
    if (parent == 0) _exit(fork() < 0);
    if (parent < 0 || waitpid(parent, 0, 0) < 0) fail("fork");
  }
  puts("done");
  fflush(stdout);
  for (;;) pause();
}

int main(int count, char **values) {
  self = values[0];
  const char *job = count > 2 ? values[1] : "";
  int number = count > 2 ? atoi(values[2]) : 0;
  int inits = count - 3;
  if (inits > INITS_MAX) return 1;
  if (!strcmp(job, "start")) measure_starts(number, inits, values + 3);
  else if (!strcmp(job, "latency")) measure_latencies(number, inits, values + 3);
  else if (!strcmp(job, "hold")) hold(values + 2);
  else if (!strcmp(job, "receive")) receive(number);
  else if (!strcmp(job, "orphans")) make_orphans(number);
  else return 1;
  return 0;
}
