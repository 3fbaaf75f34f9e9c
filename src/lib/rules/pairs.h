/* SPDX-License-Identifier: MIT */
/*
 * What two words phrases begin with, as bits: most words that begin some phrase are not followed by
 * its second word, and no walk need find that out.  Some more are set by chance.  Words are told at
 * a glance, as gh_word_brief() gives them, so that none need be looked up for it.
 */
#ifndef GH_PAIRS_H
#define GH_PAIRS_H

#include "rules/rule.h"
#include "text/words.h"

/* Where in a line a pair stands. */
enum gh_pair_kind { GH_PAIR_INSIDE, GH_PAIR_FIRST, GH_PAIR_LAST, GH_PAIR_KINDS };

/*
 * In place of a word: the end of the line, a word that is known or a number, any word; one of which
 * no pair tells enough; a number, and two and three or more in a row.
 */
enum gh_pair_mark {
	GH_PAIR_END, GH_PAIR_KNOWN, GH_PAIR_ANY, GH_PAIR_LONE, GH_PAIR_TWO, GH_PAIR_THREE,
	GH_PAIR_DIGITS = GH_KEY_DIGIT
};

struct gh_pairs {
	uint64_t *bits;
	size_t size, shift; /* numbers of 64 bits; of hashes */
};

#define GH_PAIR_FACTOR UINT64_C(0xD6E8FEB86659FD93)

/* Of two words where a pair of that kind may stand. */
static inline uint64_t gh_pair_hash(unsigned kind, uint64_t first, uint64_t second)
{
	return first * GH_WORD_FACTOR + second * GH_PAIR_FACTOR +
	       kind * UINT64_C(0xC2B2AE3D27D4EB4F);
}

/* Three bits of one number. */
static inline bool gh_pairs_have(const struct gh_pairs *pairs, uint64_t hash)
{
	uint64_t bits = pairs->bits[hash >> pairs->shift];

	return bits >> (hash >> 40 & 63) & bits >> (hash >> 34 & 63) & bits >> (hash >> 28 & 63) &
	       1;
}

static inline void gh_pairs_add(struct gh_pairs *pairs, uint64_t hash)
{
	pairs->bits[hash >> pairs->shift] |= UINT64_C(1) << (hash >> 40 & 63) |
	                                     UINT64_C(1) << (hash >> 34 & 63) |
	                                     UINT64_C(1) << (hash >> 28 & 63);
}

/*
 * The first words alone have one bit each, in bits of their own: of all words they are asked for.
 */
static inline bool gh_pairs_have_first(const struct gh_pairs *firsts, unsigned kind, uint64_t first)
{
	uint64_t hash = gh_pair_hash(kind, first, 0);

	return firsts->bits[hash >> firsts->shift] >> (hash >> 40 & 63) & 1;
}

static inline void gh_pairs_add_first(struct gh_pairs *firsts, unsigned kind, uint64_t first)
{
	uint64_t hash = gh_pair_hash(kind, first, 0);

	firsts->bits[hash >> firsts->shift] |= UINT64_C(1) << (hash >> 40 & 63);
}

/* Whole keys are told by their first word, their last one and their length. */
static inline uint64_t gh_pair_whole(uint64_t first, uint64_t last, size_t length)
{
	return gh_pair_hash(GH_PAIR_KINDS + (unsigned)length, first, last);
}

/* Makes room for that many or about.  False for want of memory. */
bool gh_pairs_widen(struct gh_pairs *pairs, const ghirbal_allocator *from, size_t count);

/*
 * Tells of each two parts that a phrase can begin with, or backward end with, its slots written
 * out: words, numbers or any words.  Numbers in a row are told of as one, with how many they are,
 * since the fold makes several of 1,234.  second is NULL where the first can be all; if loose, it
 * may be a slot that begins with whatever it is.  Of a phrase with too many beginnings *all is set
 * to false, and not all are told. False as soon as found is.
 */
typedef bool gh_beginning_found(void *context, const struct gh_part *first, unsigned numbers,
                                const struct gh_part *second);
bool gh_beginnings(const struct gh_ruleset *set, const struct gh_phrase *phrase, bool backward,
                   bool loose, gh_beginning_found *found, void *context, bool *all);

#endif
