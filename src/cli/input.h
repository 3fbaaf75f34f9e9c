/* SPDX-License-Identifier: MIT */
/* One FILE operand or standard input, read through gzip or zstd if its name says so. */
#ifndef INPUT_H
#define INPUT_H

#include "bytes.h"

enum input_result { INPUT_BYTES, INPUT_END, INPUT_FAILED, INPUT_INTERRUPTED };

struct input {
	int fd;
	const char *name;
	const char *trouble;       /* why it could not be opened or read to the end */
	struct inflater *inflater; /* NULL for plain bytes */
	char *packed;              /* what was read and is not inflated yet is from, from_size */
	const char *from;
	size_t from_size;
	bool was_full;
	uint64_t taken;            /* bytes read from the file itself, for the estimate */
	bool regular;
	uint64_t size;             /* of a regular file, else 0 */
};

/* Returns false if it cannot be opened; trouble says why.  max_window: as inflater_for() has it. */
bool input_open(struct input *input, const char *name, size_t max_window);
void input_close(struct input *input);

/*
 * Reads once, at most room bytes.  After INPUT_FAILED trouble says why; *got may still be
 * the last bytes that could be read. INPUT_INTERRUPTED is a signal, and reading may go on.
 */
enum input_result input_read(struct input *input, char *to, size_t room, size_t *got);

/* False if reading now would wait for whoever writes. */
bool input_ready(const struct input *input);

#endif
