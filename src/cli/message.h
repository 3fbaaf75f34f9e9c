/* SPDX-License-Identifier: MIT */
/*
 * Standard error.  An engine may decode it strictly and may never read it while the program runs,
 * so all of it is ASCII and under 4 KiB: raw bytes are escaped, names are cut short, at most ten
 * messages of a kind are printed and the rest is a count at the end.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "bytes.h"

enum note {
#define NOTE(name, one, all) NOTE_##name,
#include "notes.def"
#undef NOTE
	NOTE_KINDS
};

struct log {
	uint64_t seen[NOTE_KINDS], shown[NOTE_KINDS];
	uint64_t errors;     /* files that could not be read and the like */
	uint64_t errors_shown;
	size_t written;      /* bytes so far */
	bool quiet;          /* errors only */
	bool on_line;        /* a progress line stands on the terminal */
	struct bytes line;
};

void log_free(struct log *log);

/* A bad record; file may be NULL. */
void log_note(struct log *log, enum note note, const char *file, uint64_t record);

/* Something that cannot be done: "ghirbal: FILE: text".  file may be NULL. */
void log_error(struct log *log, const char *file, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* One line that was asked for, such as --verbose or SIGUSR1. */
void log_say(struct log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Rewrites the progress line of a terminal; an empty text takes it away. */
void log_progress(struct log *log, const char *text);

/* The counts of what was not printed. */
void log_close(struct log *log);

/* Adds text with every byte outside printable ASCII as \xNN, at most so many bytes of it. */
void add_escaped(struct bytes *to, const char *text, size_t size, size_t most);

#endif
