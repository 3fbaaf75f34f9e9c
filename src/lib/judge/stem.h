/* SPDX-License-Identifier: MIT */
/*
 * Light stemming: a content word without its article, particles and one suffix.
 */
#ifndef GH_STEM_H
#define GH_STEM_H

#include "judge/lexicon.h"

/* The next word of key from *at on, which moves behind it; its length, 0 at the end. */
size_t gh_next_word(const unsigned char *key, size_t length, size_t *at,
                    const unsigned char **word);

/* Whether the word has nothing but digits. */
bool gh_all_digits(const unsigned char *word, size_t n);

/* Whether the word begins with a conjunction or preposition of running text. */
bool gh_has_clitic(const unsigned char *word, size_t n);

/* The stem of a word of these classes, hashed; 0 for a word that says nothing of the subject. */
uint32_t gh_stem(const unsigned char *word, size_t n, uint32_t classes);

/*
 * Hashes the stems of the words at the head of a key into out, which has room for that many.
 * Returns how many there are.
 */
size_t gh_stems(const struct gh_lexicon *lexicon, const unsigned char *key, size_t length,
                uint32_t *out, size_t room);

#endif
