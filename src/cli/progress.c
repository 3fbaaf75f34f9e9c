/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "signals.h"

#define TERMINAL_EVERY 0.2
#define LOG_EVERY 10.0 /* a log keeps every line */

static double now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The size of all operands, or 0 if one of them has none. */
static uint64_t size_of_all(const struct options *options)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < options->file_count; i++) {
		const char *file = options->files[i];
		struct stat about;
		int found =
			strcmp(file, "-") == 0 ? fstat(STDIN_FILENO, &about) : stat(file, &about);

		if (found < 0)
			continue; /* it will be told when it is opened */
		if (!S_ISREG(about.st_mode))
			return 0;
		sum += (uint64_t)about.st_size;
	}
	return sum;
}

void progress_begin(struct progress *progress, const struct options *options, struct log *log)
{
	memset(progress, 0, sizeof *progress);
	progress->log = log;
	progress->terminal = isatty(STDERR_FILENO);
	/* Where clean text runs over the same terminal a progress line would only be in the way. */
	progress->asked = options->progress == WHEN_ALWAYS;
	progress->shown = progress->asked || (options->progress == WHEN_AUTO &&
	                                      progress->terminal && !isatty(STDOUT_FILENO));
	progress->began = now();
	/* Nothing at all for what takes less than a second. */
	progress->last = progress->began + 1.0 - TERMINAL_EVERY;
	progress->size = size_of_all(options);
}

static void say_time(char *out, size_t room, double seconds)
{
	unsigned long whole = (unsigned long)seconds;

	(void)snprintf(out, room, "%lu:%02lu:%02lu", whole / 3600, whole / 60 % 60, whole % 60);
}

static void say(const struct progress *progress, uint64_t taken, uint64_t records, char *out,
                size_t room)
{
	double seconds = now() - progress->began, done = (double)(progress->before + taken);
	double rate = seconds > 0 ? done / seconds : 0;
	char time[32];
	size_t size;

	say_time(time, sizeof time, seconds);
	size = (size_t)snprintf(out, room, "%.1f MB, %llu records, %s, %.1f MB/s", done / 1e6,
	                        (unsigned long long)records, time, rate / 1e6);
	if (progress->size == 0 || rate <= 0 || done > (double)progress->size || size >= room)
		return;
	say_time(time, sizeof time, ((double)progress->size - done) / rate);
	(void)snprintf(out + size, room - size, ", %.0f %%, %s left",
	               100 * done / (double)progress->size, time);
}

void progress_tell(struct progress *progress, uint64_t taken, uint64_t records)
{
	bool asked = signals_asked();
	char text[160];
	double time;

	if (!asked && !progress->shown)
		return;
	time = now();
	if (!asked && time - progress->last < (progress->terminal ? TERMINAL_EVERY : LOG_EVERY))
		return;
	say(progress, taken, records, text, sizeof text);
	if (progress->shown && progress->terminal)
		log_progress(progress->log, text);
	else
		log_say(progress->log, "%s", text);
	progress->last = time;
}

void progress_end(struct progress *progress, uint64_t records)
{
	char text[160];

	log_progress(progress->log, "");
	if (!progress->asked)
		return;
	say(progress, 0, records, text, sizeof text);
	log_say(progress->log, "%s", text);
}
