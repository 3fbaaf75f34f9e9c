/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#define GUARDED 8 /* output, rejects, stats and report, and some to spare */

static _Atomic(const char *) guarded[GUARDED];
static volatile sig_atomic_t asked;
static sigset_t held; /* what the first thread blocked before signals_hold() */

static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGXCPU, SIGXFSZ};

static void unlink_guarded(void)
{
	size_t i;

	for (i = 0; i < GUARDED; i++) {
		const char *path = atomic_load(&guarded[i]);

		if (path)
			(void)unlink(path);
	}
}

static void die(int number)
{
	struct sigaction action = {.sa_handler = SIG_DFL};

	unlink_guarded();
	(void)sigaction(number, &action, NULL);
	(void)raise(number); /* delivered when the handler returns */
}

static void ask(int number)
{
	(void)number;
	asked = 1;
}

void signals_hook(void)
{
	/* Not SA_RESTART: a read that waits for input must come back to print the line. */
	struct sigaction action = {.sa_handler = ask};

	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGUSR1, &action, NULL);
#ifdef SIGINFO
	(void)sigaction(SIGINFO, &action, NULL);
#endif
}

bool signals_asked(void)
{
	if (!asked)
		return false;
	asked = 0;
	return true;
}

/* Only while a temporary file exists: without one the default action is the right one. */
static void hook_deadly(void)
{
	struct sigaction action = {.sa_handler = die}, old;
	size_t i;

	(void)sigfillset(&action.sa_mask);
	for (i = 0; i < sizeof deadly / sizeof *deadly; i++)
		if (sigaction(deadly[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			(void)sigaction(deadly[i], &action, NULL);
}

static int guard(const char *path)
{
	int i;

	hook_deadly();
	for (i = 0; i < GUARDED; i++) {
		if (atomic_load(&guarded[i]))
			continue;
		atomic_store(&guarded[i], path);
		return i;
	}
	return -1;
}

void signals_hold(void)
{
	sigset_t all;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &held);
}

void signals_let(void)
{
	(void)pthread_sigmask(SIG_SETMASK, &held, NULL);
}

int signals_make(char *path, int *place)
{
	int fd;

	/* No signal may fall between the file and its guard. */
	signals_hold();
	fd = mkostemp(path, O_CLOEXEC);
	*place = fd < 0 ? -1 : guard(path);
	signals_let();
	return fd;
}

void signals_release(int place)
{
	if (place >= 0)
		atomic_store(&guarded[place], NULL);
}

void signals_leave_to_main(void)
{
	sigset_t all;

	(void)sigfillset(&all);
	/* A fault in this thread must still end the program. */
	(void)sigdelset(&all, SIGSEGV);
	(void)sigdelset(&all, SIGBUS);
	(void)sigdelset(&all, SIGFPE);
	(void)sigdelset(&all, SIGILL);
	(void)pthread_sigmask(SIG_SETMASK, &all, NULL);
}

_Noreturn void out_of_memory(void)
{
	static const char text[] = "ghirbal: out of memory\n";
	ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);

	(void)written; /* there is nowhere left to say that it failed */
	unlink_guarded();
	_exit(3);
}
