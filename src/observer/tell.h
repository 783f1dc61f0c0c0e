/* What the server is told: lines of words, gathered and written together. */
#ifndef TELL_H
#define TELL_H
#include <stddef.h>

/** The last of its values may be a name: each byte of it that could end a line or a word of the terminal becomes "?". */
__attribute__((format(printf, 1, 2))) void tell(const char *format, ...);

/** Writes what was gathered. Waits until the server takes it. */
void tell_now(void);

#endif
