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

void gh_word_fold_lookalikes(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (cp == FARSI_YEH)
			word->cp[i] =
				gh_word_letter_follows(word, i) || has_hamza(word, i) ? YEH : ALEF_MAKSURA;
		else
			word->cp[i] = gh_lookalike(cp);
		if (word->cp[i] != cp) {
			gh_word_count(word, GH_LOOKALIKES, 1);
			word->stirred = true;
		}
	}
}

/* Alef maksura folds at the end of a word; with a hamza it is one that Unicode cannot compose. */
static enum gh_switch fold_of(const struct gh_word *word, size_t i, uint32_t *folded)
{
	enum gh_switch which = gh_letter_fold(word->cp[i], folded);

	if (which == GH_YEH && (gh_word_letter_follows(word, i) || has_hamza(word, i)))
		return GH_SWITCH_COUNT;
	return which;
}

void gh_word_fold_letters(struct gh_word *word, const ghirbal_normal *normal)
{
	bool bare = false; /* the letter lost its hamza, so a second one must not compose with it */
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		uint32_t folded = word->cp[i];
		enum gh_switch which = fold_of(word, i, &folded);

		if (which != GH_SWITCH_COUNT && gh_switch_on(normal, which)) {
			gh_word_count(word, which, 1);
			bare = which == GH_ALEF || which == GH_HAMZA;
		} else {
			folded = word->cp[i];
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
