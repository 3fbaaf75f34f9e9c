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
	bool single; /* of blanks in turn only one is put, as a space */
	uint64_t skipped; /* blanks that were not put */
	const ghirbal_allocator *from;
	struct gh_buf *buf;
};

static inline bool gh_is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Whether there is, or can be made, room for more bytes. */
bool gh_sink_fits(struct gh_sink *sink, size_t more);

bool gh_sink_put_as_is(struct gh_sink *sink, const char *bytes, size_t n);
bool gh_sink_put_single(struct gh_sink *sink, const char *bytes, size_t n);

/* Appends bytes; false if a buffer could not grow. */
static inline bool gh_sink_put(struct gh_sink *sink, const char *bytes, size_t n)
{
	return sink->single ? gh_sink_put_single(sink, bytes, n)
	                    : gh_sink_put_as_is(sink, bytes, n);
}

#endif
