/* SPDX-License-Identifier: MIT */
/*
 * Folded words by number: each is kept once, with what it is marked as, and found again by its
 * bytes.
 */
#ifndef GH_VOCABULARY_H
#define GH_VOCABULARY_H

#include <stdint.h>

#include "base/buf.h"
#include "text/fold.h"

#define GH_NO_WORD UINT32_MAX

/* The bytes of a word, at hand for comparing. */
struct gh_spelling {
	uint64_t head, tail; /* its first sixteen bytes (GH_SPELT), zeros behind a shorter one */
	const unsigned char *at;
	size_t length;
};

struct gh_known_word {
	uint64_t head, tail; /* as in its spelling */
	size_t at;           /* in vocabulary.text */
	uint32_t length;
	uint16_t marks;      /* the user's */
	unsigned char classes; /* of gh_word_class (lexicon.h) */
};

struct gh_vocabulary {
	ghirbal_allocator from;
	struct gh_buf text;          /* the words' bytes, one word after another */
	struct gh_known_word *words; /* by number from 0 */
	size_t count, room;
	uint32_t *table;             /* open addressing: number + 1, or 0 */
	size_t size;                 /* of table: a power of two, or 0 */
	/*
	 * Bits by the highest of gh_hash_ends(), set for each word and for numbers: of the words of
	 * a page most are not known, and these few bits, which stay near the processor, tell.
	 */
	uint32_t *hints;
	size_t hints_size, hints_shift;
	/* of every number, and of every word, known or not */
	uint16_t digit_marks, any_marks;
};

void gh_vocabulary_init(struct gh_vocabulary *vocabulary, const ghirbal_allocator *from);
void gh_vocabulary_free(struct gh_vocabulary *vocabulary);

/* The number of a word, which is added if it is new.  False for want of memory. */
bool gh_vocabulary_add(struct gh_vocabulary *vocabulary, const unsigned char *word, size_t length,
                       uint32_t *number);

/* A word's number, or GH_NO_WORD; hash is what gh_hash_spelling() gives for it. */
uint32_t gh_vocabulary_find(const struct gh_vocabulary *vocabulary,
                            const struct gh_spelling *spelling, uint64_t hash);

#define GH_SPELT 16 /* bytes of a word are in its head and tail */

/* The spelling of a word behind which sixteen bytes may be read. */
static inline struct gh_spelling gh_spell(const unsigned char *word, size_t length)
{
	/* by length: the bits of the tail, and eight further on those of the head */
	static const uint64_t bits[] = {
		0, 0, 0, 0, 0, 0, 0, 0, 0, UINT64_MAX >> 56, UINT64_MAX >> 48, UINT64_MAX >> 40,
		UINT64_MAX >> 32, UINT64_MAX >> 24, UINT64_MAX >> 16, UINT64_MAX >> 8, UINT64_MAX,
		UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
		UINT64_MAX};
	size_t n = length < GH_SPELT ? length : GH_SPELT;

	return (struct gh_spelling){gh_eight(word) & bits[n + 8], gh_eight(word + 8) & bits[n],
	                            word, length};
}

/* A hash of a word's first sixteen bytes; its highest bits are the best. */
static inline uint64_t gh_hash_ends(uint64_t head, uint64_t tail)
{
	return (head ^ tail * GH_WORD_FACTOR) * GH_WORD_FACTOR;
}

/* A vocabulary's hints, for one who asks about many words to have at hand. */
struct gh_hints {
	const uint32_t *bits;
	size_t shift;
};

static inline struct gh_hints gh_hints_of(const struct gh_vocabulary *vocabulary)
{
	return (struct gh_hints){vocabulary->hints, vocabulary->hints_shift};
}

/*
 * Whether a word with this hash of its ends may be known, or be a number: of others one in ten may
 * too. There is a word in the vocabulary.
 */
static inline bool gh_may_be_known(struct gh_hints hints, uint64_t hash)
{
	size_t bit = (size_t)(hash >> hints.shift);

	return hints.bits[bit / 32] >> bit % 32 & 1;
}

static inline uint64_t gh_hash_spelling(const struct gh_spelling *spelling)
{
	uint64_t hash = gh_hash_ends(spelling->head, spelling->tail);
	size_t i;

	for (i = 16; i < spelling->length; i++)
		hash = (hash ^ spelling->at[i]) * UINT64_C(0x100000001B3);
	return hash ^ hash >> 32;
}

#endif
