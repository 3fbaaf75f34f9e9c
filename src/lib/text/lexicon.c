/* SPDX-License-Identifier: MIT */
#include "text/lexicon.h"

#include <string.h>

#define LONGEST 64 /* bytes of a word */

static const struct {
	const char *word;
	unsigned char class;
} rows[] = {
#define GH_FUNCTION(word) {word, GH_FUNCTION_WORD},
#define GH_SITE(word) {word, GH_SITE_WORD},
#define GH_MONTH(word) {word, GH_MONTH_WORD},
#define GH_AGO(word) {word, GH_AGO_WORD},
#define GH_SINCE(word) {word, GH_SINCE_WORD},
#define GH_SECTION(word) {word, GH_SECTION_WORD},
#define GH_SPAM(word) {word, GH_SPAM_WORD},
#define GH_POLICY_TITLE(word) {word, GH_POLICY_WORD},
#include "lang/languages.def"
};

bool gh_lexicon_add(struct gh_vocabulary *vocabulary)
{
	unsigned char key[GH_FOLD_ROOM(LONGEST)];
	uint32_t number;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t length = gh_fold(rows[i].word, strlen(rows[i].word), key);

		if (!gh_vocabulary_add(vocabulary, key, length, &number))
			return false;
		vocabulary->words[number].classes |= rows[i].class;
	}
	return true;
}
