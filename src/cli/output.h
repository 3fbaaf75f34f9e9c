/* SPDX-License-Identifier: MIT */
/*
 * Where bytes go.  A regular file is written beside its final name and takes the name only when it
 * is complete; anything else (a pipe, a terminal, /dev/full) is written straight.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "message.h"

struct output {
	int fd;
	const char *name;   /* for messages, NULL for standard output */
	char *target, *temporary; /* of a file that is not complete, else NULL */
	int guard;
	struct log *log;
	struct bytes held;  /* small pieces gather here */
	bool at_once;       /* nothing gathers */
	bool any;           /* something was written, and last is its last byte */
	char last;
	uint64_t written;
	bool failed;        /* a message was given; nothing more is written */
};

void output_standard(struct output *output, struct log *log, bool at_once);

/* Returns false with a message if the file cannot be made.  Symbolic links are followed. */
bool output_open(struct output *output, const char *path, struct log *log, bool at_once);

void output_write(struct output *output, const char *from, size_t size);

/*
 * Ends the output with everything on the disk and in its place; a copy of the old file stays under
 * its name and suffix, unless that is "".  Returns false if anything failed.
 */
bool output_commit(struct output *output, const char *suffix);

/* Ends the output as if it had never been begun. */
void output_abandon(struct output *output);

/* Keeps a closed descriptor from being given to a file: writing to it fails, as it should. */
bool output_guard_standard(void);

#endif
