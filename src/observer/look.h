/* What no event tells: who was there before, the states of processes, and who came from outside without an exec. */
#ifndef LOOK_H
#define LOOK_H
#include "sandbox.h"

/** Tells the whole picture. */
void list_sandbox(struct sandbox *sandbox, int events);

/** Tells what is different from what was told. */
void look_at_sandbox(struct sandbox *sandbox, int events);

#endif
