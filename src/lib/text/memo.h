/* SPDX-License-Identifier: MIT */
/*
 * Lines seen before, on this page or an earlier one: menus are the same on every page of a site.
 *
 * Each line has one place, by its hash.  It takes it from another when it comes for the second
 * time: most lines of most pages never do, and would only take the place of one that does.  What a
 * place is good for is its users': each keeps what it found out about the line in an array of its
 * own, with the turn at which the line took its place.  What is forgotten costs a reading and
 * changes nothing.
 */
#ifndef GH_MEMO_H
#define GH_MEMO_H

#include "text/doc.h"

/*
 * Among so many, seven in eight of the lines of bulk/pages.txt are found; among twice as many, one
 * in a hundred more.
 */
#define GH_MEMO_LINES 2048
#define GH_MEMO_BYTES 192 /* of a line at most: longer ones hardly come again */

/*
 * Places lie far apart, and each would be waited for: who goes over lines has what is kept of those
 * so many lines ahead fetched.
 */
#define GH_AHEAD 8

static inline void gh_fetch(const void *at, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes; i += 64)
		__builtin_prefetch((const char *)at + i);
}

struct gh_memo;

/* About 400 KB; NULL for want of memory. */
struct gh_memo *gh_memo_new(const ghirbal_allocator *from);
void gh_memo_free(const ghirbal_allocator *from, struct gh_memo *memo);

/* Finds the place of each line of doc, or takes it: sets line->memo. */
void gh_memo_lines(struct gh_memo *memo, struct gh_doc *doc);

/*
 * Whether what was kept at turn in the line's place is about a line with the same bytes.  A line
 * whose text has changed since, and one that is too long, has no place.
 */
static inline bool gh_is_remembered(const struct gh_line *line, uint32_t turn)
{
	return turn != 0 && line->memo.turn == turn;
}

static inline bool gh_has_memo(const struct gh_line *line)
{
	return line->memo.turn != 0;
}

#endif
