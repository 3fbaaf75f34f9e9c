/* SPDX-License-Identifier: MIT */
/*
 * The literals that patterns require: found in the pattern's text, then sought in keys, so that a
 * pattern runs only where it has a chance.
 */
#ifndef GH_LITERAL_H
#define GH_LITERAL_H

#include "base/buf.h"

/* The filter stays in the first cache, and is sparse enough that few places of prose pass it. */
#define GH_LITERAL_BITS 14

struct gh_literals {
	ghirbal_allocator from;
	struct gh_literal *all;
	size_t count, room;
	struct gh_buf keys;
	bool any_inside;
	/* only each so many-th place of a key is looked at */
	unsigned stride;
	/* by a hash of four bytes: a literal may begin here */
	bool filter[1u << GH_LITERAL_BITS];
	uint32_t inside[1u << GH_LITERAL_BITS];  /* lists of literals by the same hash */
	/* lists of those that a key begins with, by two bytes */
	uint32_t leading[1u << GH_LITERAL_BITS];
};

void gh_literals_init(struct gh_literals *literals, const ghirbal_allocator *from);
void gh_literals_free(struct gh_literals *literals);

/*
 * Adds literals of a valid PCRE2 pattern, one of which stands in every line that it matches; number
 * is what a find will tell.  *required is false, and nothing added, if no literal of four letters
 * is required, or of two at the beginning of the line.  False for want of memory.
 */
bool gh_literals_add(struct gh_literals *literals, const char *pattern, size_t length,
                     uint32_t number, bool *required);

/* After the last was added. */
void gh_literals_index(struct gh_literals *literals);

/* Tells of each literal at each place of a key. */
typedef void gh_literal_found(void *context, uint32_t number);
void gh_literals_find(const struct gh_literals *literals, const unsigned char *key, size_t length,
                      gh_literal_found *found, void *context);

#endif
