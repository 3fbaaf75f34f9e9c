/* SPDX-License-Identifier: MIT */
/*
 * What two words phrases begin with, as bits: most words that begin some phrase are not followed by its
 * second word, and no walk need find that out.  Some more are set by chance.
 */
#ifndef GH_PAIRS_H
#define GH_PAIRS_H

#include "rules/rule.h"
#include "text/fold.h"

/*
 * In place of the number of a word: a number, the end of the line, a word that is known or a number, and
 * any word.  Numbers in a row are told by how many they are, up to three.
 */
#define GH_PAIR_ANY (UINT32_MAX - 7)
#define GH_PAIR_KNOWN (UINT32_MAX - 6)
#define GH_PAIR_END (UINT32_MAX - 5)
#define GH_PAIR_DIGITS (UINT32_MAX - 4)
#define GH_PAIR_DIGITS_MOST (GH_PAIR_DIGITS + 2)

struct gh_pairs {
	uint64_t *bits;
	size_t size, shift; /* numbers of 64 bits; of hashes */
};

/* The bit of two words, in a trie. */
static inline size_t gh_pair_of(const struct gh_pairs *pairs, unsigned trie, uint32_t first,
                                uint32_t second)
{
	uint64_t both = ((uint64_t)first << 32 | second) ^ (uint64_t)trie << 61;

	return (size_t)((both ^ both >> 29) * GH_WORD_FACTOR >> pairs->shift);
}

static inline bool gh_pairs_have(const struct gh_pairs *pairs, unsigned trie, uint32_t first,
                                 uint32_t second)
{
	size_t pair = gh_pair_of(pairs, trie, first, second);

	return pairs->bits[pair / 64] >> pair % 64 & 1;
}

static inline void gh_pairs_add(struct gh_pairs *pairs, unsigned trie, uint32_t first,
                                uint32_t second)
{
	size_t pair = gh_pair_of(pairs, trie, first, second);

	pairs->bits[pair / 64] |= UINT64_C(1) << pair % 64;
}

/* Makes them wide enough for phrases of so many parts.  False for want of memory. */
bool gh_pairs_widen(struct gh_pairs *pairs, const ghirbal_allocator *from, size_t parts);

/*
 * Tells of each two parts that a phrase can begin with, or backward end with, its slots written out:
 * words, numbers or any words.  Numbers in a row are told of as one, with how many they are, since the fold
 * makes several of 1,234.  second is NULL where the first can be all; if loose, it may be a slot that begins
 * with whatever it is.  Of a phrase with too many beginnings *all is set to false, and not all are told.
 * False as soon as found is.
 */
typedef bool gh_beginning_found(void *context, const struct gh_part *first, unsigned numbers,
                                const struct gh_part *second);
bool gh_beginnings(const struct gh_ruleset *set, const struct gh_phrase *phrase, bool backward,
                   bool loose, gh_beginning_found *found, void *context, bool *all);

#endif
