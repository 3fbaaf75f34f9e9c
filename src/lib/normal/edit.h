/* SPDX-License-Identifier: MIT */
/* Which lines the normaliser touched, and how far its result has moved from the text by each. */
#ifndef GH_EDIT_H
#define GH_EDIT_H

#include "base/buf.h"

/* The first place of a line that was touched. */
struct gh_edit {
	size_t out;   /* in the result; behind the line's beginning and before its LF */
	size_t ahead; /* what to add to a place behind the line to have it in the text; wraps around */
};

struct gh_edits {
	struct gh_edit *at; /* one for a line at most, in order */
	size_t count, room;
	size_t seen;        /* between the last edit and this place of the result no line ends */
};

/*
 * Notes that the result was touched at out, and is ahead by so much now.  False for want of memory.
 */
bool gh_edits_note(const ghirbal_allocator *from, struct gh_edits *edits, const char *result,
                   size_t out, size_t ahead);

/*
 * A walk over the lines of the result in order.  The place in the text of one in the result, behind
 * all places asked for before; *touched, if the normaliser touched something in between.
 */
struct gh_edit_walk {
	const struct gh_edits *edits;
	size_t next, ahead;
	size_t until; /* up to this place of the result nothing more was touched */
};

static inline size_t gh_edit_out(const struct gh_edits *edits, size_t i)
{
	return i < edits->count ? edits->at[i].out : SIZE_MAX;
}

/* Once all is noted. */
static inline struct gh_edit_walk gh_edit_walk_begin(const struct gh_edits *edits)
{
	return (struct gh_edit_walk){.edits = edits, .until = gh_edit_out(edits, 0)};
}

static inline size_t gh_edit_origin(struct gh_edit_walk *walk, size_t out, bool *touched)
{
	*touched = walk->until < out;
	while (walk->until < out) {
		walk->ahead = walk->edits->at[walk->next++].ahead;
		walk->until = gh_edit_out(walk->edits, walk->next);
	}
	return out + walk->ahead;
}

#endif
