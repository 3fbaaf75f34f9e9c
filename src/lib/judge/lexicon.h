/* SPDX-License-Identifier: MIT */
/*
 * The words that a line's shape is told by, those of lang/, by the hash of their keys.
 */
#ifndef GH_LEXICON_H
#define GH_LEXICON_H

#include "base/buf.h"
#include "text/fold.h"

/* What a word may be; one may be several. */
enum gh_word_class {
	GH_FUNCTION_WORD = 1,
	GH_SITE_WORD = 2,
	GH_MONTH_WORD = 4,
	GH_AGO_WORD = 8,
	GH_SECTION_WORD = 16,
	GH_SPAM_WORD = 32,
	GH_POLICY_WORD = 64,
	GH_SINCE_WORD = 128
};

struct gh_lexicon;

/* NULL for want of memory. */
struct gh_lexicon *gh_lexicon_new(const ghirbal_allocator *from);
void gh_lexicon_free(const ghirbal_allocator *from, struct gh_lexicon *lexicon);

/* The classes of the word with this hash, 0 for a word that no language has. */
uint32_t gh_word_classes(const struct gh_lexicon *lexicon, uint32_t hash);

/* The hash of a key's word; up to GH_KEY_SLACK bytes behind it are read. */
uint32_t gh_word_hash(const unsigned char *word, size_t n);

#endif
