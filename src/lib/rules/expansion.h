/* SPDX-License-Identifier: MIT */
/* A pattern's letters expanded to all their spellings, as the fold has them equal. */
#ifndef GH_EXPANSION_H
#define GH_EXPANSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "rules/slice.h"
#include "text/fold.h"

/*
 * Of each code point U+0600 to U+06FF the next with the same key, around, by its last eight bits.
 */
struct gh_spellings {
	unsigned char next[256];
};

void gh_spellings_init(struct gh_spellings *spellings);

/*
 * Adds the pattern to out with each Arabic letter and each digit as a class of its spellings; what
 * it has of tashkeel and tatweel outside of classes is left out.  Escapes, names and what is quoted
 * stay as they are.  False for want of memory.
 */
bool gh_expand(const struct gh_spellings *spellings, const ghirbal_allocator *from,
               struct gh_slice pattern, struct gh_buf *out);

/* Which digit a code point is to a reader, or GH_NO_DIGIT: the digits of three scripts are one. */
#define GH_NO_DIGIT 10
static inline unsigned gh_digit_of(uint32_t cp)
{
	uint32_t base = cp >= 0x6F0 ? 0x6F0 : cp >= 0x660 ? 0x660 : '0';

	return cp - base < 10 ? cp - base : GH_NO_DIGIT;
}

/* Whether two code points are spellings of one letter or digit. */
static inline bool gh_is_spelling(uint32_t one, uint32_t other)
{
	unsigned char key;

	if (one == other)
		return true;
	if (one >> 8 != 6 && other >> 8 != 6)
		return false;
	if (one >> 8 == other >> 8) {
		key = gh_fold_keys[one];
		if (key >= GH_KEY_HAMZA && key < GH_KEY_FOREIGN)
			return key == gh_fold_keys[other];
	}
	return gh_digit_of(one) != GH_NO_DIGIT && gh_digit_of(one) == gh_digit_of(other);
}

/* Whether a code point has other spellings than itself. */
bool gh_has_spellings(const struct gh_spellings *spellings, uint32_t cp);

#endif
