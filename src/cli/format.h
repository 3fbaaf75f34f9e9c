/* SPDX-License-Identifier: MIT */
/* What the reader and the workers must know of a kind of file. */
#ifndef FORMAT_H
#define FORMAT_H

#include "batch.h"
#include "cleaner.h"

/* How far the bytes at hand are whole records. */
struct cut {
	size_t whole;     /* bytes of whole records, 0 if there is none */
	uint64_t records; /* how many they are; with one thread 0 will do, since they are counted as they are cleaned */
	/* do not ask again before there are so many bytes; 0 if any more may do */
	size_t need;
};

struct format {
	/* So many bytes without the end of a record make it a long one, whatever has been read. */
	size_t (*hold)(const struct options *options);
	/* The first from bytes are known to end no record.  end: no more bytes will follow. */
	struct cut (*cut)(const struct options *options, const char *text, size_t size, size_t from,
	                  bool end);
	/* Cleans the whole records of batch->in. */
	void (*clean)(struct cleaner *cleaner, struct batch *batch);
	/*
	 * Takes batch->in as a piece of one record that is too long to be held, and says how many
	 * of its bytes belong to it; *ended, when the record ends with them.
	 */
	size_t (*pass)(struct cleaner *cleaner, struct batch *batch, bool end, bool *ended);
};

extern const struct format text_format, jsonl_format, wet_format;

#endif
