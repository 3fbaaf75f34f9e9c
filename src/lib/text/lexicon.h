/* SPDX-License-Identifier: MIT */
/* The words of lang/ and what they are, put into a vocabulary. */
#ifndef GH_LEXICON_H
#define GH_LEXICON_H

#include "text/vocabulary.h"

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

/* False for want of memory. */
bool gh_lexicon_add(struct gh_vocabulary *vocabulary);

#endif
