/* SPDX-License-Identifier: MIT */
/*
 * The insides of JSON strings by blocks of 64 bytes, as far as they are plain bytes and escapes of one
 * letter behind a backslash, which most are.
 */
#ifndef INSIDE_H
#define INSIDE_H

#include "bytes.h"
#include "ground/kernel.h"

/* A text's last block is looked at whole, with two bytes more, and a block too much may be put. */
#define INSIDE_BLOCK ((size_t)64)

/* One kernel's.  Each goes on for size bytes at most, and returns how many of them it took. */
struct insides {
	/* Up to a quote, a control character or another escape; \/ is one. */
	size_t (*look)(const char *text, size_t size, bool *escaped);
	/* The same, and puts what the bytes say to *to, which moves. */
	size_t (*read)(const char *text, size_t size, char **to);
	/*
	 * Puts bytes as the inside of a string, up to what has no letter and must not stand there: other
	 * control characters, U+0085, U+2028 and U+2029.
	 */
	size_t (*write)(const char *text, size_t size, char **to);
};

/* NULL if there are none by this kernel, or this machine does not run it. */
const struct insides *insides_by(enum gh_kernel kernel);

/* By the fastest kernel, for texts behind which there is nothing to look at. */
size_t inside_look(const char *text, size_t size, bool *escaped);
size_t inside_read(struct bytes *to, const char *text, size_t size);
size_t inside_write(struct bytes *to, const char *text, size_t size);

#endif
