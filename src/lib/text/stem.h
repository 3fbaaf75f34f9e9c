/* SPDX-License-Identifier: MIT */
/*
 * Light stemming: a content word without its article, particles and one suffix.
 */
#ifndef GH_STEM_H
#define GH_STEM_H

#include "text/lexicon.h"

/* Whether the word has nothing but digits. */
bool gh_all_digits(const unsigned char *word, size_t n);

/* Whether the word begins with a conjunction or preposition of running text. */
bool gh_has_clitic(const unsigned char *word, size_t n);

/* The stem of a word of these classes, hashed; 0 for a word that says nothing of the subject. */
uint32_t gh_stem(const unsigned char *word, size_t n, uint32_t classes);

/* The hash of a stem or another part of a key; eight bytes behind it may be read. */
uint32_t gh_hash_key(const unsigned char *key, size_t n);

#endif
