/* SPDX-License-Identifier: MIT */
/*
 * The literals that patterns require: found in the pattern's text, then sought in keys, so that a pattern
 * runs only where it has a chance.
 */
#ifndef GH_LITERAL_H
#define GH_LITERAL_H

#include "buf.h"

#define GH_LITERAL_PAIRS 4096

struct gh_literals {
	ghirbal_allocator from;
	struct gh_literal *all;
	size_t count, room;
	struct gh_buf keys;
	size_t window;                           /* of the shortest literal, bounded */
	unsigned char shift[GH_LITERAL_PAIRS];   /* by a hash of two bytes: how far the search may go on */
	uint32_t heads[GH_LITERAL_PAIRS];        /* lists of literals */
};

void gh_literals_init(struct gh_literals *literals, const ghirbal_allocator *from);
void gh_literals_free(struct gh_literals *literals);

/*
 * Adds a literal for each outermost alternative of a valid PCRE2 pattern; number is what a find will tell.
 * *required is false, and nothing added, if some alternative has no literal of two letters outside
 * groups and optional parts.  False for want of memory.
 */
bool gh_literals_add(struct gh_literals *literals, const char *pattern, size_t length, uint32_t number,
                     bool *required);

/* After the last was added. */
void gh_literals_index(struct gh_literals *literals);

/* Tells of each literal at each place of a key. */
typedef void gh_literal_found(void *context, uint32_t number);
void gh_literals_find(const struct gh_literals *literals, const unsigned char *key, size_t length,
                      gh_literal_found *found, void *context);

#endif
