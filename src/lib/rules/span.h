/* SPDX-License-Identifier: MIT */
/* Spans of a line: found in its key, cut out of its text. */
#ifndef GH_SPAN_H
#define GH_SPAN_H

#include "text/doc.h"

struct gh_span {
	size_t start, end; /* in the key */
	uint32_t rule;
};

struct gh_spans {
	struct gh_span *all;
	size_t count, room;
	size_t *origins; /* where they begin and end in the text */
	size_t origins_room;
};

struct gh_cut {
	size_t start, length; /* bytes in the line */
	uint32_t rule;
};

struct gh_cuts {
	struct gh_cut *all;
	size_t count, room;
};

/* These are false for want of memory. */
bool gh_spans_add(const ghirbal_allocator *from, struct gh_spans *spans, struct gh_span span);
bool gh_cuts_add(const ghirbal_allocator *from, struct gh_cuts *cuts, struct gh_cut cut);

/* Adds to cuts what spans of the line's key are in its text; begin is where its first word is. */
bool gh_spans_cut(const ghirbal_allocator *from, struct gh_spans *spans, const struct gh_line *line,
                  size_t begin, struct gh_cuts *cuts);

/*
 * Sorts the cuts from first on.  Of those that overlap the first stays; what is left of the others
 * goes when the line is read again.
 */
void gh_cuts_part(struct gh_cuts *cuts, size_t first);

#endif
