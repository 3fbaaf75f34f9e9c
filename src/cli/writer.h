/* SPDX-License-Identifier: MIT */
/*
 * How documents leave in another format than they came in: writer.c has each such format, whatever
 * is read.  In its own format a document leaves in its place (copying.h), and the rest of its file
 * as it is.
 */
#ifndef WRITER_H
#define WRITER_H

#include "cleaner.h"

/* What the input says of a document besides its text. */
struct member {
	const char *name;
	const char *value; /* NULL: it does not say */
	size_t size;
	bool is_number;
};

struct writer {
	bool quotes; /* the text is the inside of a JSON string */
	/* Puts there what goes before the text, and what follows on it. */
	void (*begin)(struct bytes *to, const struct options *options, const struct member *members,
	              size_t count);
	void (*end)(struct bytes *to, const struct cleaner *cleaner);
};

/* NULL if what is read as from leaves in its own format. */
const struct writer *writer_of(const struct options *options, enum kind from);

/* A document begins, as with cleaner_begin(), and goes to the batch. */
void writer_begin(const struct writer *writer, struct cleaner *cleaner, struct batch *batch,
                  uint64_t record, const struct member *members, size_t count);

/* Likewise as with cleaner_end(). */
bool writer_end(const struct writer *writer, struct cleaner *cleaner);

/* Ends what a bad long record has left so far, so that it is whole JSON or whole lines. */
void writer_break_off(const struct writer *writer, struct cleaner *cleaner);

#endif
