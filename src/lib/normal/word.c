/* SPDX-License-Identifier: MIT */
#include "normal/word.h"

#include "normal/letter.h"

void gh_word_count(struct gh_word *word, enum gh_switch which, size_t n)
{
	word->changed[which] += n;
}

uint32_t gh_word_at(const struct gh_word *word, size_t i)
{
	return i < word->n ? word->cp[i] : word->after;
}

uint32_t gh_word_base_before(const struct gh_word *word, size_t i)
{
	while (i > 0) {
		uint32_t cp = word->cp[--i];

		if (!gh_is_mark(cp) && cp != TATWEEL)
			return cp;
	}
	return word->before;
}

bool gh_word_letter_follows(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n; i++)
		if (!gh_is_mark(word->cp[i]) && word->cp[i] != TATWEEL)
			return gh_is_letter(word->cp[i]);
	return gh_is_letter(word->after);
}

bool gh_in_word(uint32_t cp)
{
	return gh_is_letter(cp) || gh_is_mark(cp) || cp == TATWEEL;
}
