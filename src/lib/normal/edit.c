/* SPDX-License-Identifier: MIT */
#include "normal/edit.h"

#include <string.h>

/* Blanks may have been cut from the line since, but no line end. */
static bool is_same_line(const struct gh_edits *edits, const char *result, size_t out)
{
	return edits->count > 0 &&
	       (out <= edits->seen || !memchr(result + edits->seen, '\n', out - edits->seen));
}

bool gh_edits_note(const ghirbal_allocator *from, struct gh_edits *edits, const char *result,
                   size_t out, size_t ahead)
{
	if (!is_same_line(edits, result, out)) {
		if (!GH_GROW(from, edits->at, edits->room, edits->count + 1))
			return false;
		edits->at[edits->count++].out = out;
	}
	/*
	 * Blanks that end a line go with those before them, and the line's first edit may be among
	 * these.
	 */
	if (out < edits->at[edits->count - 1].out)
		edits->at[edits->count - 1].out = out;
	edits->at[edits->count - 1].ahead = ahead;
	edits->seen = out;
	return true;
}
