/* SPDX-License-Identifier: MIT */
/* dagger=alef: the small alef above is written as a letter where today's spelling has one. */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"

static const char *const short_words[] = {
#define GH_DAGGERLESS(word) word,
#include "lang/languages.def"
};

static const char *const short_stems[] = {
#define GH_DAGGERLESS_STEM(word) word,
#include "lang/languages.def"
};

static const char *const endings[] = {
	"",
#define GH_ENDING(text) text,
#include "lang/languages.def"
};

static const char particles[][3] = {
#define GH_PARTICLE(text) text,
#include "lang/languages.def"
};

#define MOST_PARTICLES 3

static bool is_in(const char *const *list, size_t count, const char *spelt)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(spelt, list[i]) == 0)
			return true;
	return false;
}

static bool is_short(const char *spelt)
{
	size_t i;

	if (is_in(short_words, sizeof short_words / sizeof *short_words, spelt))
		return true;
	for (i = 0; i < sizeof short_stems / sizeof *short_stems; i++) {
		size_t n = strlen(short_stems[i]);

		if (strncmp(spelt, short_stems[i], n) == 0 &&
		    is_in(endings, sizeof endings / sizeof *endings, spelt + n))
			return true;
	}
	return false;
}

static bool begins_with_particle(const char *spelt)
{
	size_t i;

	for (i = 0; i < sizeof particles / sizeof *particles; i++)
		if (strncmp(spelt, particles[i], 2) == 0)
			return true;
	return false;
}

static bool is_short_word(const struct gh_word *word, size_t i)
{
	char spelt[40];
	const char *rest = spelt;
	size_t count = 0;

	gh_word_spell(word, i, spelt, sizeof spelt);
	while (*rest && !is_short(rest)) {
		if (count++ == MOST_PARTICLES || !begins_with_particle(rest))
			return false;
		rest += 2;
	}
	return *rest != '\0';
}

/* Where the letter that the dagger at i stands on is; word->n if not in this part of the word. */
static size_t base_of(const struct gh_word *word, size_t i)
{
	while (i-- > 0)
		if (!gh_is_mark(word->cp[i]) && word->cp[i] != TATWEEL)
			return i;
	return word->n;
}

static size_t next_letter(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n && (gh_is_mark(word->cp[i]) || word->cp[i] == TATWEEL); i++)
		;
	return i;
}

static bool has_haraka(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n && gh_is_mark(word->cp[i]); i++)
		if (gh_mark_switch(word->cp[i]) == GH_HARAKAT)
			return true;
	return false;
}

/*
 * A waw that has no vowel of its own carries the alef (as-salat, az-zakat, ar-riba); where nothing
 * is vowelled, the teh marbuta or the alef behind it tells.
 */
static bool carries_alef(const struct gh_word *word, size_t waw, size_t dagger)
{
	size_t next = next_letter(word, dagger), before = base_of(word, waw);
	uint32_t cp = gh_word_at(word, next);

	if (word->cp[waw] != WAW || has_haraka(word, waw))
		return false;
	return cp == TEH_MARBUTA || (cp == ALEF && !gh_word_letter_follows(word, next)) ||
	       (before < word->n && has_haraka(word, before));
}

#define GONE UINT32_MAX

/* Writes the alef of the dagger at i, whose letter is at base, in the place where it belongs. */
static void write_alef(struct gh_word *word, size_t base, size_t i)
{
	uint32_t cp = base < word->n ? word->cp[base] : 0;

	if (base < word->n && carries_alef(word, base, i)) {
		word->cp[base] = gh_word_at(word, next_letter(word, i)) == ALEF ? GONE : ALEF;
		word->cp[i] = GONE;
	} else if (cp == ALEF_MAKSURA) {
		word->cp[base] = ALEF;
		word->cp[i] = GONE;
	} else if (cp == HAMZA || (cp == ALEF && !gh_is_letter(gh_word_base_before(word, base)))) {
		word->cp[base] = ALEF_MADDA;
		word->cp[i] = GONE;
	} else if (cp == ALEF || cp == ALEF_MADDA) {
		word->cp[i] = GONE;
	} else {
		word->cp[i] = ALEF;
	}
}

void gh_word_lengthen(struct gh_word *word)
{
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++) {
		if (word->cp[i] != DAGGER || !gh_word_letter_follows(word, i) ||
		    !gh_is_letter(gh_word_base_before(word, i)) ||
		    is_short_word(word, i))
			continue;
		write_alef(word, base_of(word, i), i);
		word->stirred = true;
		gh_word_count(word, GH_DAGGER, 1);
	}
	for (i = 0; i < word->n; i++)
		if (word->cp[i] != GONE)
			word->cp[kept++] = word->cp[i];
	word->n = kept;
}
