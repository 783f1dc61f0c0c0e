// Where the program starts, and what the other files want of a C library: five functions. None is linked.
#include <stddef.h>
#include <sys/syscall.h>

// enter_kernel takes the number of a system call and six values from where C puts them to where the kernel wants them
// (syscall(2)). _start hands the stack to begin, with the frame pointer cleared and the stack aligned as C expects it.
#if defined(__x86_64__)
__asm__(
    ".text; .globl _start, enter_kernel;"
    "enter_kernel: mov %rdi, %rax; mov %rsi, %rdi; mov %rdx, %rsi; mov %rcx, %rdx; mov %r8, %r10; mov %r9, %r8;"
    "mov 8(%rsp), %r9; syscall; ret;"
    "_start: xor %ebp, %ebp; mov %rsp, %rdi; and $-16, %rsp; call begin;");
#elif defined(__aarch64__)
__asm__(
    ".text; .globl _start, enter_kernel;"
    "enter_kernel: mov x8, x0; mov x0, x1; mov x1, x2; mov x2, x3; mov x3, x4; mov x4, x5; mov x5, x6; svc 0; ret;"
    "_start: mov x29, 0; mov x30, 0; mov x0, sp; b begin;");
#elif defined(__i386__)
__asm__(
    ".text; .globl _start, enter_kernel;"
    "enter_kernel: push %ebx; push %esi; push %edi; push %ebp; mov 20(%esp), %eax; mov 24(%esp), %ebx;"
    "mov 28(%esp), %ecx; mov 32(%esp), %edx; mov 36(%esp), %esi; mov 40(%esp), %edi; mov 44(%esp), %ebp; int $0x80;"
    "pop %ebp; pop %edi; pop %esi; pop %ebx; ret;"
    "_start: xor %ebp, %ebp; mov %esp, %eax; and $-16, %esp; sub $12, %esp; push %eax; call begin;");
#else
#error "name how this architecture enters the kernel"
#endif

long enter_kernel(long number, long a, long b, long c, long d, long e, long f);
int main(int count, char **values, char **variables);

static int error;
int *__errno_location(void) { return &error; }

long syscall(long number, long a, long b, long c, long d, long e, long f) {
  long answer = enter_kernel(number, a, b, c, d, e, f);
  // The last 4095 values are error numbers made negative (syscall(2)).
  if ((unsigned long)answer <= -4096UL) return answer;
  error = (int)-answer;
  return -1;
}

long write(int fd, const void *bytes, size_t length) {
  return syscall(SYS_write, fd, (long)bytes, (long)length, 0, 0, 0);
}

__attribute__((noreturn)) void _exit(int code) {
  for (;;) enter_kernel(SYS_exit_group, code, 0, 0, 0, 0, 0);
}

void *memcpy(void *to, const void *from, size_t length) {
  for (size_t at = 0; at < length; at++) ((char *)to)[at] = ((const char *)from)[at];
  return to;
}

void *memset(void *to, int byte, size_t length) {
  for (size_t at = 0; at < length; at++) ((char *)to)[at] = (char)byte;
  return to;
}

// The kernel leaves on the stack: the number of arguments, them, a zero, the environment, a zero.
__attribute__((noreturn)) void begin(long *stack) {
  char **values = (char **)(stack + 1);
  _exit(main((int)*stack, values, values + *stack + 1));
}
