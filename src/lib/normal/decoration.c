/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"

void gh_word_drop_accents(struct gh_word *word)
{
	size_t i, kept = 0, n = word->n;
	bool arabic = gh_is_letter(word->before);

	for (i = 0; i < n; i++) {
		uint32_t cp = word->cp[i];
		bool accent = gh_is_accent(cp);

		if (accent && arabic)
			continue;
		if (!accent && !gh_is_mark(cp))
			arabic = gh_is_letter(cp) || cp == TATWEEL;
		word->cp[kept++] = cp;
	}
	gh_word_count(word, GH_DECORATION, n - kept);
	word->stirred = word->stirred || kept < n;
	word->n = kept;
}

static bool is_plain_letter(uint32_t cp)
{
	return cp >= 0x621 && cp <= YEH && cp != TATWEEL && gh_is_letter(cp);
}

static bool is_filler(uint32_t cp)
{
	return cp == HEH_GOAL || cp == HEH_GOAL_HAMZA;
}

/* The next letter of the word behind i, its marks passed over; end if there is none. */
static size_t next_base(const struct gh_word *word, size_t i, size_t end)
{
	for (i++; i < end && gh_is_mark(word->cp[i]); i++)
		;
	return i < end ? i : end;
}

/*
 * Heh goal is a filler only in a word that is Arabic but for it and has it between letters at least
 * twice in turn (the letters of "al-lugha", each with a filler after it); Urdu words do not
 * alternate.
 */
static bool has_fillers(const struct gh_word *word, size_t start, size_t end)
{
	size_t i, next, turns = 0, place = 0, last = 0;

	for (i = start; i < end; i = next, place++) {
		next = next_base(word, i, end);
		if (!is_filler(word->cp[i]) && !is_plain_letter(word->cp[i]) &&
		    !gh_is_mark(word->cp[i]))
			return false;
		if (!is_filler(word->cp[i]) || i == start || next == end ||
		    is_filler(word->cp[next]))
			continue;
		if (last && place == last + 2)
			turns++;
		last = place;
	}
	return turns > 0;
}

void gh_word_drop_fillers(struct gh_word *word)
{
	size_t start, end = 0, kept = 0, i, next;

	for (start = 0; start < word->n; start = end) {
		bool fillers;

		end = start + 1;
		while (gh_in_word(word->cp[start]) && end < word->n && gh_in_word(word->cp[end]))
			end++;
		fillers = has_fillers(word, start, end);
		for (i = start; i < end; i = next) {
			next = next_base(word, i, end);
			if (fillers && is_filler(word->cp[i]) && i != start && next != end)
				continue;
			memcpy(word->spare + kept, word->cp + i, (next - i) * sizeof *word->cp);
			kept += next - i;
		}
	}
	memcpy(word->cp, word->spare, kept * sizeof *word->cp);
	gh_word_count(word, GH_DECORATION, word->n - kept);
	word->stirred = word->stirred || kept < word->n;
	word->n = kept;
}
