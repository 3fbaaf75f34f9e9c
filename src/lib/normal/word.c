/* SPDX-License-Identifier: MIT */
#include "normal/word.h"

#include "normal/letter.h"
#include "ground/utf8.h"

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

static bool is_alef(uint32_t cp)
{
	return cp == ALEF_MADDA || cp == ALEF_HAMZA || cp == ALEF_HAMZA_BELOW || cp == ALEF_WASLA;
}

/* A seated hamza or one on alef maksura is spelt as the letter it is. */
static uint32_t spelt_as(const struct gh_word *word, size_t i)
{
	uint32_t cp = gh_word_at(word, i);
	size_t k;

	if (cp == ALEF_MAKSURA || cp == TATWEEL)
		for (k = i + 1; k < word->n && gh_is_mark(word->cp[k]); k++)
			if (word->cp[k] == HAMZA_ABOVE || word->cp[k] == HAMZA_BELOW)
				return YEH_HAMZA;
	return is_alef(cp) ? ALEF : cp;
}

void gh_word_spell(const struct gh_word *word, size_t i, char *out, size_t room)
{
	size_t start = i, size = 0;

	out[0] = '\0';
	while (start > 0 && gh_in_word(word->cp[start - 1]))
		start--;
	if (start == 0 && gh_in_word(word->before))
		return;
	for (i = start; gh_in_word(gh_word_at(word, i)); i++) {
		uint32_t cp = spelt_as(word, i);

		if (i >= word->n || size + 5 > room) {
			out[0] = '\0';
			return;
		}
		if (gh_is_letter(cp))
			size += gh_utf8_put(cp, out + size);
		out[size] = '\0';
	}
}
