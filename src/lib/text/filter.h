/* SPDX-License-Identifier: MIT */
/*
 * A set of words, by their first three bytes and by what a glance shows of them, as bits: of a long
 * line most words are not in it, and need not be known.  Some more are in it by chance.  Vectors
 * tell by the halves of the three bytes of most words that they are not in it, many at a time.
 */
#ifndef GH_FILTER_H
#define GH_FILTER_H

#include "text/words.h"

#define GH_FILTER_BITS 14
#define GH_FILTER_BRIEF_BITS 10

struct gh_filter {
	uint64_t bits[1u << (GH_FILTER_BITS - 6)];
	uint64_t briefs[1u << (GH_FILTER_BRIEF_BITS - 6)]; /* of gh_word_brief() */
	/* by byte and half: the classes of words that have it, a bit each */
	unsigned char low[3][16], high[3][16];
};

void gh_filter_add(struct gh_filter *filter, const unsigned char *word, size_t length);

/* Empties the window and goes on to the next word that may be in the set, if there is one. */
bool gh_words_seek(struct gh_words *words, const struct gh_filter *filter);

#endif
