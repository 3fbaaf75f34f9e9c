/* SPDX-License-Identifier: MIT */
/*
 * Where the bytes of a line stood before spans were cut out of it: the gaps that the cuts left, in
 * order and apart, by their place in the document.
 */
#ifndef GH_ORIGIN_H
#define GH_ORIGIN_H

#include "base/buf.h"

struct gh_extent {
	size_t start, end;
};

struct gh_gaps {
	struct gh_extent *at; /* of all lines, those of one line together */
	size_t count, room;
};

/* The line's beginning in the document, its gaps, and how far the last question went. */
struct gh_origin {
	size_t line, first, count;
	size_t passed, shift; /* gaps before the last byte asked for, and their bytes */
};

/*
 * Turns the bytes [start, end) of the line as it now reads into their extent in the document.
 * Between two calls of gh_origin_take() the questions must come in the order of the line.
 */
struct gh_extent gh_origin_of(const struct gh_gaps *gaps, struct gh_origin *origin, size_t start,
                           size_t end);

/* Notes a gap that a line gets; those of one line in order and apart from each other. */
bool gh_gaps_add(const ghirbal_allocator *from, struct gh_gaps *gaps, const struct gh_extent *gap);

/* The last count gaps noted are the line's, beside those it has, some of which they may span. */
bool gh_origin_take(const ghirbal_allocator *from, struct gh_gaps *gaps, struct gh_origin *origin,
                    size_t count);

#endif
