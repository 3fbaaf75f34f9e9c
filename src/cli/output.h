/* SPDX-License-Identifier: MIT */
/*
 * Where bytes go.  A regular file is written beside its final name and takes the name only when it
 * is complete; anything else (a pipe, a terminal, /dev/stdout) is written straight.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include "message.h"
#include "place.h"

struct output {
	int fd;
	const char *name;    /* for messages, NULL for standard output */
	struct place place;  /* of what was opened by a path; else its path is NULL */
	char *temporary;     /* of a file that is not complete, else NULL */
	int guard;
	bool is_file;        /* a regular file that this program made: what was written can be taken back */
	bool is_placed;      /* the file has its name */
	struct log *log;
	struct bytes held;   /* small pieces gather here */
	struct deflater *deflater; /* until the end of what is compressed, else NULL */
	struct bytes packed; /* what it has made, on its way */
	bool at_once;        /* nothing gathers */
	bool any;            /* something was written, and last is its last byte */
	char last;
	uint64_t written;
	bool failed;         /* a message was given; nothing more is written */
};

void output_standard(struct output *output, struct log *log, bool at_once);

/* Returns false with a message if the file cannot be made.  Symbolic links are followed. */
bool output_open(struct output *output, const char *path, struct log *log, bool at_once);

/*
 * The same, but a file that is there is written on, in its place, from the end of its last whole
 * line.
 */
bool output_extend(struct output *output, const char *path, struct log *log);

/*
 * What is written to an open output from now on is compressed if its name says so, .gz or .zst.
 * Such an output cannot be taken back to a mark, and ends when it is settled.
 */
void output_pack(struct output *output);

void output_write(struct output *output, const char *from, size_t size);

/* How far it has been written. */
uint64_t output_mark(const struct output *output);

/* Takes back what was written since the mark, as far as its kind allows: a pipe keeps it. */
void output_retract(struct output *output, uint64_t mark);

/* Puts everything on the disk, under its temporary name.  False if anything failed. */
bool output_settle(struct output *output);

/* The same, and the file takes its name at once; writing may go on. */
bool output_publish(struct output *output);

/*
 * Ends the output with everything on the disk and in its place.  Returns false with a message if
 * anything failed: then what was there before is still there.
 */
bool output_commit(struct output *output);

/*
 * The same for a file that was read to be rewritten: a copy of the old one stays under its name and
 * suffix, unless that is ""; a file that somebody else has changed since it was opened is left.
 */
bool output_replace(struct output *output, const char *suffix);

/* Ends the output as if it had never been begun. */
void output_abandon(struct output *output);

/* Keeps a closed descriptor from being given to a file: writing to it fails, as it should. */
bool output_guard_standard(void);

#endif
