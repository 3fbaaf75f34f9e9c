/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"

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

/* ---- tanwin-alef ---- */

static bool is_carried(uint32_t cp)
{
	return gh_is_mark(cp) || cp == TATWEEL;
}

/* A final alef with a fathatan on it or on the letter before; it stands for the tanwin alone. */
static bool is_tanwin_alef(const struct gh_word *word, size_t i)
{
	bool tanwin = false;
	size_t k;

	if (word->cp[i] != ALEF || gh_word_letter_follows(word, i) ||
	    !gh_is_letter(gh_word_base_before(word, i)))
		return false;
	for (k = i + 1; k < word->n && is_carried(word->cp[k]); k++)
		tanwin = tanwin || gh_is_fathatan(word->cp[k]);
	/* The tail of a seen that comes next would find its seen. */
	if (gh_word_at(word, k) == TAIL_FRAGMENT)
		return false;
	for (k = i; k > 0 && is_carried(word->cp[k - 1]); k--)
		tanwin = tanwin || gh_is_fathatan(word->cp[k - 1]);
	return tanwin;
}

void gh_word_drop_tanwin_alef(struct gh_word *word)
{
	size_t i, k, kept = 0;

	for (i = 0; i < word->n; i++) {
		if (!is_tanwin_alef(word, i)) {
			word->spare[kept++] = word->cp[i];
			continue;
		}
		for (k = kept; k > 0 && is_carried(word->spare[k - 1]); k--)
			if (gh_is_fathatan(word->spare[k - 1])) {
				memmove(word->spare + k - 1, word->spare + k,
				        (kept - k) * sizeof *word->spare);
				kept--;
			}
		while (i + 1 < word->n && gh_is_fathatan(word->cp[i + 1]))
			i++;
		gh_word_count(word, GH_TANWIN_ALEF, 1);
	}
	memcpy(word->cp, word->spare, kept * sizeof *word->cp);
	word->stirred = word->stirred || kept < word->n;
	word->n = kept;
}
