/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"
#include "normal/compose.h"

/* Whether a hamza or madda stands on the letter at i. */
static bool has_hamza(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n && gh_combining_class(word->cp[i]) != 0; i++)
		if (gh_is_hamza_mark(word->cp[i]))
			return true;
	return false;
}

static const char *const maksura_stems[] = {
#define GH_MAKSURA(text) text,
#include "lang/languages.def"
};

static bool is_maksura_stem(const char *stem, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof maksura_stems / sizeof *maksura_stems; i++)
		if (strlen(maksura_stems[i]) == n && memcmp(maksura_stems[i], stem, n) == 0)
			return true;
	return false;
}

/* Of what may stand before a word of the list. */
static size_t prefix_length(const char *stem, size_t n)
{
	static const char *const prefixes[] = {
#define GH_PREFIX(text) text,
#include "lang/languages.def"
	};
	size_t i;

	for (i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (n > strlen(prefixes[i]) && memcmp(prefixes[i], stem, strlen(prefixes[i])) == 0)
			return strlen(prefixes[i]);
	return 0;
}

/* A final Farsi yeh or yeh barree at i: alef maksura in words that are known, else yeh. */
static uint32_t final_yeh(const struct gh_word *word, size_t i)
{
	char spelt[40];
	const char *stem = spelt;
	size_t n, skip = 0, count = 0;

	gh_word_spell(word, i, spelt, sizeof spelt);
	n = strlen(spelt);
	if (n < 2)
		return YEH;
	n -= 2;
	do {
		stem += skip;
		n -= skip;
		if (is_maksura_stem(stem, n))
			return ALEF_MAKSURA;
		skip = prefix_length(stem, n);
	} while (skip > 0 && count++ < 3);
	return YEH;
}

void gh_word_fold_lookalikes(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (cp != FARSI_YEH && cp != YEH_BARREE)
			word->cp[i] = gh_lookalike(cp);
		else if (gh_word_letter_follows(word, i) || has_hamza(word, i))
			word->cp[i] = YEH;
		else
			word->cp[i] = final_yeh(word, i);
		if (word->cp[i] != cp) {
			gh_word_count(word, GH_LOOKALIKES, 1);
			word->stirred = true;
		}
	}
}

void gh_word_fold_letters(struct gh_word *word, const ghirbal_normal *normal)
{
	bool bare = false; /* the letter lost its hamza, so a second one must not compose with it */
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		uint32_t folded = word->cp[i];
		enum gh_switch which = gh_letter_fold(folded, normal, &folded);

		if (which != GH_SWITCH_COUNT) {
			gh_word_count(word, which, 1);
			bare = which == GH_ALEF || which == GH_WASLA || which == GH_HAMZA;
		} else {
			if (bare && gh_is_hamza_mark(folded)) {
				gh_word_count(word, GH_HAMZA, 1);
				continue;
			}
			bare = bare && gh_combining_class(folded) != 0;
		}
		word->spare[kept++] = folded;
	}
	memcpy(word->cp, word->spare, kept * sizeof *word->cp);
	word->n = kept;
}
