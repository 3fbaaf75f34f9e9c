/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include "normal/letter.h"
#include "text/fold.h"
#include "normal/compose.h"
#include "ground/utf8.h"

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

/* ---- neighbours ---- */

/* Marks, their presentation forms and tatweels are no letters that could join. */
static bool is_passed_over(uint32_t cp)
{
	uint32_t first = cp;

	if (gh_letter_class(cp) == GH_CLASS_FORM_A || gh_letter_class(cp) == GH_CLASS_FORM_B)
		gh_utf8_next(gh_letter_clean(cp), 4, &first);
	return first == TATWEEL || gh_is_combining(first);
}

/* The next that is no mark, tatweel or joiner. */
static uint32_t base_after(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n; i++)
		if (!is_passed_over(word->cp[i]) &&
		    gh_letter_class(word->cp[i]) != GH_CLASS_JOINER)
			return word->cp[i];
	return word->after;
}

/* ---- the zero width joiner ---- */

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
	bool heh = cp == HEH || (cp >= 0xFEE9 && cp <= 0xFEEC);

	i -= i > 0;
	while (i > 0 && (gh_is_mark(word->cp[i - 1]) || word->cp[i - 1] == TATWEEL))
		i--;
	return heh && !gh_is_letter(i > 0 ? word->cp[i - 1] : word->before);
}

#define VIRAMA 9 /* its combining class */

/*
 * In the scripts of India a joiner beside a virama is spelling: after it, and in Bengali and
 * Kannada before it.
 */
static bool virama_before(const struct gh_word *word, size_t i)
{
	unsigned order = 1;

	while (i > 0 && order != 0 && order != VIRAMA)
		order = gh_combining_class(word->cp[--i]);
	return order == VIRAMA;
}

/* Marks of other scripts may stand between, in an order that is not settled yet. */
static bool virama_after(const struct gh_word *word, size_t i)
{
	unsigned order;

	do
		order = gh_combining_class(gh_word_at(word, ++i));
	while (order != 0 && order != VIRAMA && i < word->n);
	return order == VIRAMA;
}

static bool joiner_stays(const struct gh_word *word, size_t i, size_t at)
{
	uint32_t next = gh_word_at(word, at + 1), base = base_after(word, at);

	return (emoji_before(word, i) && gh_is_emoji(next)) || virama_before(word, i) ||
	       virama_after(word, at) ||
	       (lone_heh_before(word, i) && !gh_is_mark(next) && !gh_is_letter(base) &&
	        gh_letter_class(base) != GH_CLASS_HONORIFIC);
}

/* ---- the zero width non-joiner ---- */

/*
 * Where other scripts have no letters, in ranges drawn wide: ASCII and Latin-1 signs, punctuation
 * to symbols, private use, selectors and half forms, pictographs and all above.
 */
static const struct span {
	uint32_t first, last;
} no_letters[] = {
	{0x0000, 0x0040}, {0x005B, 0x0060}, {0x007B, 0x00BF}, {0x00D7, 0x00D7},
	{0x00F7, 0x00F7}, {0x2000, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x303F},
	{0xE000, 0xF8FF}, {0xFE00, 0xFE6F}, {0xFF00, 0xFFFF}, {0x1F000, UINT32_MAX},
};

/* A letter of another script. */
static bool is_foreign_letter(uint32_t cp)
{
	enum gh_class class = gh_letter_class(cp);
	size_t i;

	for (i = 0; i < sizeof no_letters / sizeof *no_letters; i++)
		if (cp >= no_letters[i].first && cp <= no_letters[i].last)
			return false;
	return class == GH_CLASS_NONE || class == GH_CLASS_LATIN;
}

/* The last letter of a presentation form, or the letter itself. */
static uint32_t last_letter(uint32_t cp)
{
	const char *clean = gh_letter_clean(cp);
	uint32_t last = cp, read;

	if (gh_letter_class(cp) == GH_CLASS_LETTER)
		return cp;
	while (*clean) {
		clean += gh_utf8_next(clean, 4, &read);
		last = gh_is_mark(read) ? last : read;
	}
	return last;
}

static bool takes_joining(uint32_t cp)
{
	return gh_is_letter(cp) && cp != HAMZA && last_letter(cp) != HAMZA;
}

/*
 * Stays where it parts two letters that would join.  A seat of a hamza and a dagger alef may become
 * letters that do not.
 */
static bool parts_letters(const struct gh_word *word, size_t kept, uint32_t next)
{
	uint32_t cp = word->before;
	bool hamza = false;

	while (kept > 0) {
		cp = word->cp[--kept];
		if (cp == DAGGER || (cp == TATWEEL && hamza))
			return false;
		hamza = cp != TATWEEL && (hamza || cp == HAMZA_ABOVE || cp == HAMZA_BELOW);
		if (!is_passed_over(cp))
			break;
		cp = word->before;
	}
	if (is_foreign_letter(cp))
		return is_foreign_letter(next);
	return gh_is_letter(cp) && gh_joins_on(last_letter(cp)) && takes_joining(next);
}

bool gh_non_joiner_parts(uint32_t before, uint32_t after)
{
	return gh_letter_class(before) == GH_CLASS_LETTER && gh_joins_on(before) &&
	       gh_letter_class(after) == GH_CLASS_LETTER && takes_joining(after);
}

/* In a run only the first can part anything. */
static bool non_joiner_stays(const struct gh_word *word, size_t kept, size_t i)
{
	if ((kept > 0 ? word->cp[kept - 1] : word->before) == ZWNJ)
		return false;
	return virama_before(word, kept) || parts_letters(word, kept, base_after(word, i));
}

static bool is_arabic(uint32_t cp)
{
	return gh_in_word(cp) || gh_letter_class(cp) == GH_CLASS_HONORIFIC;
}

/* The grapheme joiner keeps marks apart that Arabic has no need to. */
static bool grapheme_joiner_stays(const struct gh_word *word, size_t kept, size_t i)
{
	bool arabic;

	while (kept > 0 && !is_arabic(word->cp[kept - 1]) && gh_is_combining(word->cp[kept - 1]))
		kept--;
	arabic = is_arabic(kept > 0 ? word->cp[kept - 1] : word->before);

	/* What follows may yet be put in another order. */
	while (!arabic && i < word->n && (gh_letter_class(word->cp[i]) == GH_CLASS_JOINER ||
	                                  gh_is_combining(word->cp[i])))
		arabic = is_arabic(word->cp[i++]);
	return !arabic && !is_arabic(gh_word_at(word, i));
}

void gh_word_drop_joiners(struct gh_word *word)
{
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		uint32_t cp = word->cp[i];

		/* What is before is what was kept; it stands in cp[0..kept). */
		if ((cp == ZWJ && !joiner_stays(word, kept, i)) ||
		    (cp == ZWNJ && !non_joiner_stays(word, kept, i)) ||
		    (cp == CGJ && !grapheme_joiner_stays(word, kept, i)))
			continue;
		word->cp[kept++] = cp;
	}
	word->changed[GH_INVISIBLE] += n - kept;
	word->n = kept;
}
