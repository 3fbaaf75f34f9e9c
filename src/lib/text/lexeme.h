/* SPDX-License-Identifier: MIT */
/*
 * What is known of a word, found by one look: words seen before, on this page or an earlier one, are
 * remembered.
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
	bool whole : 1;  /* the rest is known too, which not every user needs */
	bool clitic : 1; /* it begins with a conjunction or preposition of running text */
	uint16_t latin, numerals; /* its bytes that are Latin letters, and digits */
	uint32_t stem;   /* as gh_stem() gives it */
};

#define GH_LEXEME_BITS 13

struct gh_lexemes {
	ghirbal_allocator from;
	const struct gh_vocabulary *vocabulary;
	struct gh_lexeme last; /* of a long word */
	struct gh_lexeme unknown; /* of a word that the vocabulary has not, and that is no number */
	struct {
		uint64_t head, tail; /* of its spelling; longer words are not remembered */
		struct gh_lexeme lexeme;
	} known[1u << GH_LEXEME_BITS];
};

/* A thread's own, for a vocabulary that stays as it is; about 256 KB.  NULL for want of memory. */
struct gh_lexemes *gh_lexemes_new(const struct gh_vocabulary *vocabulary,
                                  const ghirbal_allocator *from);
void gh_lexemes_free(struct gh_lexemes *lexemes);

/* Finds out what is known of a word, all of it if whole, and remembers it. */
const struct gh_lexeme *gh_lexeme_find(struct gh_lexemes *lexemes, const unsigned char *word,
                                       size_t length, bool whole);

static inline size_t gh_lexeme_place(uint64_t hash)
{
	return hash >> (64 - GH_LEXEME_BITS);
}

/*
 * What is known of a word, all of it if whole; it stands until the next is asked for.  Behind the word
 * sixteen bytes may be read.
 */
static inline const struct gh_lexeme *gh_lexeme_of(struct gh_lexemes *lexemes,
                                                   const unsigned char *word, size_t length,
                                                   bool whole)
{
	struct gh_spelling spelling = gh_spell(word, length);
	uint64_t hash = gh_hash_ends(spelling.head, spelling.tail);
	size_t at = gh_lexeme_place(hash);
	const struct gh_lexeme *known = &lexemes->known[at].lexeme;

	if (!whole && *word != GH_KEY_DIGIT && !gh_may_be_known(lexemes->vocabulary, hash))
		return &lexemes->unknown;
	if (length > 16 || lexemes->known[at].head != spelling.head ||
	    lexemes->known[at].tail != spelling.tail || known->whole < whole)
		return gh_lexeme_find(lexemes, word, length, whole);
	return known;
}

#endif
