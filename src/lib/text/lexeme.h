/* SPDX-License-Identifier: MIT */
/*
 * What is known of a word, found by one look: words seen before, on this page or an earlier one,
 * are remembered.
 *
 * Each word has one place, by its hash, and a later one takes it: what is forgotten is found out
 * again and changes nothing.  So words that were made to fall together cost what new words cost.
 */
#ifndef GH_LEXEME_H
#define GH_LEXEME_H

#include "text/stem.h"
#include "text/vocabulary.h"

struct gh_lexeme {
	uint32_t number; /* in the vocabulary, or GH_NO_WORD */
	uint16_t marks;  /* as the vocabulary has them, and so the classes */
	unsigned char classes;
	bool digits : 1; /* it has nothing else */
	/* what follows is 0 of a word that the vocabulary has not, unless the whole is asked for */
	bool clitic : 1; /* it begins with a conjunction or preposition of running text */
	uint16_t latin, numerals; /* its bytes that are Latin letters, and digits */
	uint32_t stem;   /* as gh_stem() gives it */
};

#define GH_LEXEME_BITS 13

struct gh_remembered_word {
	uint64_t head, tail; /* of its spelling; longer words are not remembered */
	struct gh_lexeme lexeme;
};

struct gh_lexemes {
	ghirbal_allocator from;
	const struct gh_vocabulary *vocabulary;
	enum gh_kernel kernel; /* by which words are read: the fastest that this machine runs */
	struct gh_lexeme last; /* of a long word */
	struct gh_lexeme unknown; /* of a word that the vocabulary has not, and that is no number */
	struct gh_remembered_word known[1u << GH_LEXEME_BITS];
};

/* A thread's own, for a vocabulary that stays as it is; about 256 KB.  NULL for want of memory. */
struct gh_lexemes *gh_lexemes_new(const struct gh_vocabulary *vocabulary,
                                  const ghirbal_allocator *from);
void gh_lexemes_free(struct gh_lexemes *lexemes);

/*
 * Finds out all there is to know of a word of this spelling, and remembers it if it is not too
 * long.
 */
const struct gh_lexeme *gh_lexeme_find(struct gh_lexemes *lexemes, const unsigned char *at,
                                       size_t length, uint64_t head, uint64_t tail);

static inline size_t gh_lexeme_place(uint64_t hash)
{
	return hash >> (64 - GH_LEXEME_BITS);
}

/*
 * What is known of a word, all of it if whole; it stands until the next is asked for.  Behind the
 * word sixteen bytes may be read; the hints are the vocabulary's.
 */
GH_WITHIN const struct gh_lexeme *gh_lexeme_of(struct gh_lexemes *lexemes, struct gh_hints hints,
                                               const unsigned char *word, size_t length,
                                               bool whole)
{
	const struct gh_remembered_word *place;
	struct gh_spelling it;
	uint64_t hash;

	if (length > GH_SPELT)
		return gh_lexeme_find(lexemes, word, length, gh_eight(word), gh_eight(word + 8));
	it = gh_spell(word, length);
	hash = gh_hash_ends(it.head, it.tail);
	place = &lexemes->known[gh_lexeme_place(hash)];
	if (!whole && !gh_may_be_known(hints, hash))
		return &lexemes->unknown;
	if (place->head == it.head && place->tail == it.tail)
		return &place->lexeme;
	return gh_lexeme_find(lexemes, word, length, it.head, it.tail);
}

#endif
