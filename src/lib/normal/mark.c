/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"
#include "base/utf8.h"

/* ---- dagger=alef ---- */

/* Words spelt today without the alef that the dagger stands for, alefs bare (normalisation.md). */
static const char *const short_words[] = {
	"هذا", "هذه",  "هذان", "هكذا", "هؤلاء", "ذلك",    "كذلك",
	"لكن", "لكنه", "الله", "لله",  "اله",   "الرحمن", "اولئك",
};

/*
 * The letters of the word around i in UTF-8, alefs bare; "" if it is too long to be a short word.
 */
static void spell(const struct gh_word *word, size_t i, char *out, size_t room)
{
	size_t start = i, size = 0;

	out[0] = '\0';
	while (start > 0 && gh_in_word(word->cp[start - 1]))
		start--;
	if (start == 0 && gh_in_word(word->before))
		return;
	for (i = start; gh_in_word(gh_word_at(word, i)); i++) {
		uint32_t cp = gh_word_at(word, i);
		bool alef = cp == ALEF_MADDA || cp == ALEF_HAMZA || cp == ALEF_HAMZA_BELOW ||
		            cp == ALEF_WASLA;

		if (i >= word->n || size + 5 > room) {
			out[0] = '\0';
			return;
		}
		if (gh_is_letter(cp))
			size += gh_utf8_put(alef ? ALEF : cp, out + size);
		out[size] = '\0';
	}
}

/* One-letter words that are written together with the next: and, so, by, like, for. */
static bool is_short_word(const char *spelt)
{
	static const char particles[][3] = {"و", "ف", "ب", "ك", "ل"};
	size_t i, skip;

	for (i = 0; i < sizeof short_words / sizeof *short_words; i++)
		if (strcmp(spelt, short_words[i]) == 0)
			return true;
	for (skip = 0; skip < sizeof particles / sizeof *particles; skip++)
		if (strncmp(spelt, particles[skip], 2) == 0)
			for (i = 0; i < sizeof short_words / sizeof *short_words; i++)
				if (strcmp(spelt + 2, short_words[i]) == 0)
					return true;
	return false;
}

void gh_word_lengthen(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++) {
		char spelt[32];

		/* On alef maksura the dagger only says how that is read. */
		if (word->cp[i] != DAGGER || gh_word_base_before(word, i) == ALEF_MAKSURA ||
		    !gh_word_letter_follows(word, i))
			continue;
		spell(word, i, spelt, sizeof spelt);
		if (is_short_word(spelt))
			continue;
		word->cp[i] = ALEF;
		word->stirred = true;
		gh_word_count(word, GH_DAGGER, 1);
	}
}

/* ---- tashkeel ---- */

static void count_mark(struct gh_word *word, uint32_t cp)
{
	gh_word_count(word, gh_mark_switch(cp), 1);
	gh_word_count(word, GH_TASHKEEL, 1);
}

/* A tatweel whose marks all go was only put there to carry them. */
static bool bare_seat(const struct gh_word *word, size_t i, const ghirbal_normal *normal)
{
	size_t end = i + 1;

	if (!gh_switch_on(normal, GH_TATWEEL))
		return false;
	while (end < word->n && gh_is_mark(word->cp[end]))
		if (!gh_mark_goes(word->cp[end++], normal))
			return false;
	return end > i + 1;
}

void gh_word_strip_marks(struct gh_word *word, const ghirbal_normal *normal)
{
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (gh_mark_goes(cp, normal))
			count_mark(word, cp);
		else if (cp == TATWEEL && bare_seat(word, i, normal))
			gh_word_count(word, GH_TATWEEL, 1);
		else
			word->cp[kept++] = cp;
	}
	word->stirred = word->stirred || kept < word->n;
	word->n = kept;
}
