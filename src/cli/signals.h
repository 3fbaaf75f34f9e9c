/* SPDX-License-Identifier: MIT */
/*
 * What must happen at once, whatever the program is doing: temporary files vanish when a signal or
 * the want of memory ends it, and SIGUSR1 asks for a progress line.
 *
 * The only mutable state of the command that no function is handed lives in signals.c, because a
 * signal handler can be handed nothing.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/* Hooks SIGUSR1 (and SIGINFO): before any thread is made. */
void signals_hook(void);

/* True once after each SIGUSR1. */
bool signals_asked(void);

/*
 * Makes a file as mkstemp() does and returns its descriptor, or -1.  From then on and until
 * *place is released a deadly signal that was not ignored unlinks the file, then kills.
 * path must live until it is kept or removed; *place is -1 if there are too many.
 */
int signals_make(char *path, int *place);
void signals_release(int place);

/*
 * Until signals_let(), no signal comes to the first thread, nor to one that it makes meanwhile: one
 * that had not yet left them to the first could take a signal before there is a handler for it.
 */
void signals_hold(void);
void signals_let(void);

/* Blocks every signal in the calling thread, so that they reach the one that reads and writes. */
void signals_leave_to_main(void);

/* Says so, unlinks the temporary files and ends with status 3.  From any thread. */
_Noreturn void out_of_memory(void);

#endif
