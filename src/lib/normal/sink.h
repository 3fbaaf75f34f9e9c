/* SPDX-License-Identifier: MIT */
/* Where normalised bytes go. */
#ifndef GH_SINK_H
#define GH_SINK_H

#include "base/buf.h"

/* A buffer that grows, or room of the caller's that does not: what does not fit is only counted. */
struct gh_sink {
	char *data;
	size_t size, room;
	size_t tail; /* how many blanks the last line ends in so far */
	const ghirbal_allocator *from;
	struct gh_buf *buf;
};

static inline bool gh_is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Whether there is, or can be made, room for more bytes. */
bool gh_sink_fits(struct gh_sink *sink, size_t more);

/* Appends bytes; false if a buffer could not grow. */
bool gh_sink_put(struct gh_sink *sink, const char *bytes, size_t n);

#endif
