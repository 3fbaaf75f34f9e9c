/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include "normal/letter.h"
#include "text/fold.h"
#include "normal/compose.h"

void gh_word_drop_invisible(struct gh_word *word)
{
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++)
		if (gh_letter_class(word->cp[i]) != GH_CLASS_INVISIBLE &&
		    !gh_is_control(word->cp[i]))
			word->cp[kept++] = word->cp[i];
	gh_word_count(word, GH_INVISIBLE, word->n - kept);
	word->n = kept;
}

/* ---- zero width joiners ---- */

/* Variation selectors and skin tones stand between an emoji and the joiner. */
static bool emoji_before(const struct gh_word *word, size_t i)
{
	while (i > 0 && (gh_letter_class(word->cp[i - 1]) == GH_CLASS_SELECTOR ||
	                 (word->cp[i - 1] >= 0x1F3FB && word->cp[i - 1] <= 0x1F3FF)))
		i--;
	return i > 0 && gh_is_emoji(word->cp[i - 1]);
}

/* The Hijri year sign is a heh in its initial shape: 1445 and heh with a joiner or a tatweel. */
static bool lone_heh_before(const struct gh_word *word, size_t i)
{
	uint32_t cp = i > 0 ? word->cp[i - 1] : 0;
	bool heh = cp == 0x0647 || (cp >= 0xFEE9 && cp <= 0xFEEC);

	i -= i > 0;
	while (i > 0 && (gh_is_mark(word->cp[i - 1]) || word->cp[i - 1] == TATWEEL))
		i--;
	return heh && !gh_is_letter(i > 0 ? word->cp[i - 1] : word->before);
}

#define VIRAMA 9 /* its combining class */

/* In the scripts of India a joiner after a virama is spelling. */
static bool virama_before(const struct gh_word *word, size_t i)
{
	unsigned order = 1;

	while (i > 0 && order != 0 && order != VIRAMA)
		order = gh_combining_class(word->cp[--i]);
	return order == VIRAMA;
}

static bool joiner_stays(const struct gh_word *word, size_t i, uint32_t next)
{
	return (emoji_before(word, i) && gh_is_emoji(next)) || virama_before(word, i) ||
	       (lone_heh_before(word, i) && !gh_is_letter(next) && !gh_is_mark(next) &&
	        gh_letter_class(next) != GH_CLASS_HONORIFIC);
}

void gh_word_drop_joiners(struct gh_word *word)
{
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		uint32_t cp = word->cp[i];

		/* What is before is what was kept; it stands in cp[0..kept). */
		if (cp == ZWJ &&
		    !joiner_stays(word, kept, i + 1 < n ? word->cp[i + 1] : word->after))
			continue;
		word->cp[kept++] = cp;
	}
	word->changed[GH_INVISIBLE] += n - kept;
	word->n = kept;
}
