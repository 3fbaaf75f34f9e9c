/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"
#include "normal/compose.h"
#include "text/fold.h"
#include "ground/utf8.h"

#define ALLAH 0xFDF2u
#define MEEM 0x0645u

/* FDF2 to FDF9 are one word each: Allah, akbar, Muhammad, salam, rasul, alayhi, sallam, salla. */
static bool is_one_word(uint32_t cp)
{
	return cp >= ALLAH && cp <= 0xFDF9;
}

static bool is_chosen(uint32_t cp, enum gh_honorifics choice)
{
	return gh_letter_class(cp) == GH_CLASS_HONORIFIC &&
	       (choice > GH_HONORIFICS_WORDS || (choice == GH_HONORIFICS_WORDS && is_one_word(cp)));
}

/* What a phrase that is written out would run into. */
static bool touches(uint32_t cp)
{
	return gh_is_letter(cp) || cp == TAIL_FRAGMENT || gh_is_mark(cp) || gh_is_digit(cp) ||
	       gh_is_latin(cp) ||
	       gh_letter_class(cp) == GH_CLASS_HONORIFIC;
}

/* What stands on a letter or draws it out. */
static bool is_carried(uint32_t cp)
{
	return gh_is_combining(cp) || cp == TATWEEL;
}

#define MOST_PARTICLES 4

/* The letters of the word that ends at to[made]; more than MOST_PARTICLES if it goes on. */
static size_t letters_before(const struct gh_word *word, const uint32_t *to, size_t made,
                             uint32_t *letters)
{
	size_t count = 0;

	while (made > 0 && gh_in_word(to[made - 1]) && count <= MOST_PARTICLES) {
		made--;
		if (gh_is_letter(to[made])) {
			memmove(letters + 1, letters, count * sizeof *letters);
			letters[0] = to[made];
			count++;
		}
	}
	return made == 0 && gh_in_word(word->before) ? MOST_PARTICLES + 1 : count;
}

/* One-letter words that are written together with the next: and, so, by, by God, like, for. */
static bool are_particles(const uint32_t *letters, size_t count)
{
	static const uint32_t particles[] = {WAW, 0x0641, 0x0628, 0x062A, KAF, LAM};
	size_t i, k;

	for (i = 0; i < count; i++) {
		for (k = 0; k < 6 && letters[i] != particles[k]; k++)
			;
		if (k == 6)
			return false;
	}
	return count > 0 && count <= MOST_PARTICLES;
}

/*
 * How many letters the phrase loses to the word it is written on: "for" takes the alef and one lam
 * of Allah, and an alef that stands before the ligature is the one that many fonts leave out of it;
 * with a lam before that alef it is the end of "illa".
 */
static bool joins(const uint32_t *letters, size_t count, uint32_t cp, size_t *lost)
{
	uint32_t last = count > 0 && count <= MOST_PARTICLES ? letters[count - 1] : 0;

	*lost = 0;
	if (cp == ALLAH && (last == ALEF || last == ALEF_WASLA || last == ALEF_MADDA) &&
	    (count == 1 || (are_particles(letters, count - 1) && letters[count - 2] != LAM))) {
		*lost = 1;
		return true;
	}
	if (!are_particles(letters, count))
		return false;
	if (cp == ALLAH && last == LAM)
		*lost = 2;
	return true;
}

static size_t put_phrase(const char *text, size_t lost, uint32_t *to)
{
	size_t n = strlen(text), made = 0, i = 0;

	while (n > 0) {
		size_t step = gh_utf8_next(text, n, &to[made]);

		made += i++ >= lost;
		text += step;
		n -= step;
	}
	return made;
}

/* The nearest before to[made] that is not carried by it. */
static uint32_t base_of(const struct gh_word *word, const uint32_t *to, size_t made)
{
	while (made > 0 && is_carried(to[made - 1]))
		made--;
	return made > 0 ? to[made - 1] : word->before;
}

static size_t put_honorific(const struct gh_word *word, size_t i, uint32_t *to, size_t made)
{
	uint32_t letters[MOST_PARTICLES + 2];
	size_t count = letters_before(word, to, made, letters), lost;

	if (!joins(letters, count, word->cp[i], &lost) && touches(base_of(word, to, made)))
		to[made++] = ' ';
	return made + put_phrase(gh_letter_clean(word->cp[i]), lost, to + made);
}

/* Allahumma is Allah with a meem, whichever way it was typed. */
static bool ends_allahumma(const struct gh_word *word, size_t i)
{
	while (i < word->n && gh_is_mark(word->cp[i]))
		i++;
	if (i >= word->n || word->cp[i] != MEEM)
		return false;
	for (i++; i < word->n && gh_is_mark(word->cp[i]); i++)
		;
	return !gh_in_word(gh_word_at(word, i));
}

bool gh_word_expand_honorifics(struct gh_word *word, enum gh_honorifics choice)
{
	size_t i, made = 0, changed = 0;
	bool open = false; /* a phrase was here, and only marks since: what follows is a new word */

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (open && !is_carried(cp)) {
			if (touches(cp) && !is_chosen(cp, choice))
				word->spare[made++] = ' ';
			open = false;
		}
		if (!is_chosen(cp, choice)) {
			word->spare[made++] = cp;
			continue;
		}
		changed++;
		if (choice == GH_HONORIFICS_DROP) {
			open = touches(base_of(word, word->spare, made));
			continue;
		}
		made = put_honorific(word, i, word->spare, made);
		open = !(cp == ALLAH && ends_allahumma(word, i + 1));
	}
	if (open && touches(word->after))
		word->spare[made++] = ' ';
	memcpy(word->cp, word->spare, made * sizeof *word->cp);
	word->n = made;
	gh_word_count(word, GH_HONORIFICS, changed);
	return changed > 0;
}
