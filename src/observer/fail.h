#ifndef FAIL_H
#define FAIL_H

/** Says what failed, with errno's text, and ends the observer: its server then looks at /proc itself, and starts another. */
__attribute__((noreturn)) void fail(const char *what);

/** The same for what can never work on this machine: the server tries no further. */
__attribute__((noreturn)) void fail_for_good(const char *what);

#endif
