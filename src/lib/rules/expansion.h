/* SPDX-License-Identifier: MIT */
/* A pattern's letters expanded to all their spellings, as the fold has them equal. */
#ifndef GH_EXPANSION_H
#define GH_EXPANSION_H

#include "base/buf.h"
#include "rules/slice.h"

/* Of each code point U+0600 to U+06FF the next with the same key, around, by its last eight bits. */
struct gh_spellings {
	unsigned char next[256];
};

void gh_spellings_init(struct gh_spellings *spellings);

/*
 * Adds the pattern to out with each Arabic letter and each digit as a class of its spellings; what it
 * has of tashkeel and tatweel outside of classes is left out.  Escapes, names and what is quoted stay
 * as they are.  False for want of memory.
 */
bool gh_expand(const struct gh_spellings *spellings, const ghirbal_allocator *from,
               struct gh_slice pattern, struct gh_buf *out);

#endif
