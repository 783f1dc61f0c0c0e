/*
 * Every system call by its number, with nonsense for arguments: what is not on the list (allowed.h, made of syscalls.ts)
 * must get EPERM or ENOSYS. And the same processor's other ways in: 32-bit calls by int 0x80, and those of x32, which a
 * filter for x86-64 alone would let through (seccomp(2), "caveats").
 */
#include "attack.h"
#include "allowed.h"
#include <sys/mman.h>

/* For answers: no error of the kernel is so low (errno(3)). */
enum { KILLED = -100000 };

static long plainly(long number)
{
	long answer = syscall(number, -1L, -1L, -1L, -1L, -1L, -1L);
	return answer < 0 ? -errno : answer;
}

#ifdef __x86_64__
static long by_int_0x80(long number)
{
	long answer;
	__asm__ volatile("int $0x80" : "=a"(answer) : "a"(number), "b"(0L), "c"(0L), "d"(0L) : "memory", "r8", "r9", "r10", "r11");
	return answer;
}
#endif

static void judge(const char *way, long number, long answer)
{
	char name[64], how[64];
	snprintf(name, sizeof name, "%s %ld", way, number);
	snprintf(how, sizeof how, answer <= KILLED ? "killed" : "%ld", answer);
	/* uretprobe and uprobe are for the kernel's own trampolines, and pass by every filter (seccomp_64.c, Linux 6.14). */
	bool is_probe = (number == 335 && answer == KILLED - SIGILL) || (number == 336 && answer == -ENXIO);
	if (is_probe || answer == -EPERM || answer == -ENOSYS || answer == KILLED - SIGSYS || answer == KILLED - SIGSEGV)
		refused(name, how);
	else
		through(name, how);
}

/* In a child, as a call may kill it; then in another from the next on. */
static void try_all(const char *way, long (*call)(long), const long *numbers, int count)
{
	struct progress { volatile int at; volatile long answers[]; } *progress =
		mmap(NULL, sizeof *progress + sizeof(long) * (size_t)count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	must_work("shared memory", progress == MAP_FAILED ? -1 : 0);
	while (progress->at < count) {
		pid_t child = (pid_t)must_work("fork", fork());
		if (child == 0) {
			for (; progress->at < count; progress->at++)
				progress->answers[progress->at] = call(numbers[progress->at]);
			_exit(0);
		}
		int status;
		must_work("waitpid", waitpid(child, &status, 0));
		if (progress->at < count) {
			progress->answers[progress->at] = KILLED - (WIFSIGNALED(status) ? WTERMSIG(status) : 0);
			progress->at++;
		}
	}
	for (int i = 0; i < count; i++)
		judge(way, numbers[i], progress->answers[i]);
}

int main(void)
{
	static long numbers[2048];
	int count = 0;
	for (long number = 0; number < 1024; number++)
		if (number > newest_number + 100 || (number <= newest_number && !is_allowed(number)))
			numbers[count++] = number;
	try_all("call", plainly, numbers, count);
#ifdef __x86_64__
	static const long some_of_32_bits[] = { 20 /* getpid */, 21 /* mount */, 310 /* unshare */ };
	try_all("32-bit call", by_int_0x80, some_of_32_bits, 3);
	for (count = 0; count < 60; count++)
		numbers[count] = 0x40000000 | (count * 9);
	try_all("x32 call", plainly, numbers, count);
#endif
	return done();
}
