/* SPDX-License-Identifier: MIT */
/*
 * The words of a key, read in order: where each stands and what is known of it.
 *
 * They are read as they are asked for, into a window that moves along a long key.
 */
#ifndef GH_WORDS_H
#define GH_WORDS_H

#include "text/lexeme.h"

#define GH_WORDS_ROOM 256

/* A set of words in a row is one 64-bit number. */
#define GH_WORDS_PLACES 63

struct gh_key_word {
	uint32_t start, length; /* in the key */
	struct gh_lexeme lexeme;
};

struct gh_words {
	struct gh_lexemes *lexemes;
	const unsigned char *key;
	size_t length; /* of the key: words end there */
	size_t at;     /* the next word is looked for there; length if there is none */
	size_t count;
	bool whole;    /* all is to be known of them */
	struct gh_key_word all[GH_WORDS_ROOM];
};

/*
 * The words of a key between start and end, none of them read yet; if whole, all that can be known
 * of them will be.  Behind 4 GiB no word is looked for.
 */
void gh_words_open(struct gh_words *words, struct gh_lexemes *lexemes, const unsigned char *key,
                   size_t start, size_t end, bool whole);

/* Reads on until there are so many words, or there is no further one. */
void gh_words_read_on(struct gh_words *words, size_t count);

static inline void gh_words_read(struct gh_words *words, size_t count)
{
	if (words->count < count && words->at < words->length)
		gh_words_read_on(words, count);
}

/* Leaves out all but the last words, at most so many, and reads these; none must have been read. */
void gh_words_read_last(struct gh_words *words, size_t most);

/*
 * The stems of the words of a key, those that say something of its subject, into out, which has
 * room for that many.  Returns how many there are.
 */
size_t gh_stems(struct gh_lexemes *lexemes, const unsigned char *key, size_t length, uint32_t *out,
                size_t room);

/*
 * A word at a glance: its first eight bytes; of one that begins with a digit, that alone, so that
 * all numbers are one.  Eight bytes may be read.
 */
static inline uint64_t gh_word_brief(const unsigned char *word, size_t length)
{
	static const uint64_t bits[] = {
		0, UINT64_MAX >> 56, UINT64_MAX >> 48, UINT64_MAX >> 40, UINT64_MAX >> 32,
		UINT64_MAX >> 24, UINT64_MAX >> 16, UINT64_MAX >> 8, UINT64_MAX};
	uint64_t head = gh_eight(word) & bits[length < 8 ? length : 8];

	return (head & 0xFF) == GH_KEY_DIGIT ? GH_KEY_DIGIT : head;
}

static inline uint64_t gh_brief_at(const struct gh_words *words, size_t at)
{
	return gh_word_brief(words->key + words->all[at].start, words->all[at].length);
}

/* How many words a key has, or some number above most if there are more. */
size_t gh_words_count(const struct gh_lexemes *lexemes, const unsigned char *key, size_t length,
                      size_t most);

/* How many bytes of a key part words. */
size_t gh_gaps_count(const struct gh_lexemes *lexemes, const unsigned char *key, size_t length);

static inline bool gh_is_gap(unsigned char byte)
{
	return byte == GH_KEY_BLANK || byte == GH_KEY_COLON;
}

#endif
