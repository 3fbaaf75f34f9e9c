/* SPDX-License-Identifier: MIT */
/* The hamza that is written in two parts: on a tatweel, behind an alef maksura, before an alef. */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"
#include "normal/compose.h"

#define GONE UINT32_MAX /* a place in the word that is to be closed up */

static void close_up(struct gh_word *word)
{
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++)
		if (word->cp[i] != GONE)
			word->cp[kept++] = word->cp[i];
	word->stirred = word->stirred || kept < word->n;
	word->n = kept;
}

enum vowel { NO_VOWEL, FATHA, DAMMA, KASRA, FATHATAN_SIGN };

static enum vowel vowel_of(uint32_t mark)
{
	switch (mark) {
	case 0x064E: case 0x0618: return FATHA;
	case 0x064B: case 0x08F0: case 0x0657: return FATHATAN_SIGN;
	case 0x064F: case 0x0619: case 0x064C: case 0x08F1: return DAMMA;
	case 0x0650: case 0x061A: case 0x064D: case 0x08F2: case HAMZA_BELOW: return KASRA;
	default: return NO_VOWEL;
	}
}

/* A hamza on its seat, and what stands around it. */
struct seat {
	size_t at, end, hamza; /* of the seat, behind its marks, of the sign or end if none */
	enum vowel vowel, vowel_before;
	uint32_t before;       /* the letter before */
	size_t after;          /* of the letter after, word->n if there is none in this word */
};

static struct seat find_seat(const struct gh_word *word, size_t at)
{
	struct seat seat = {at, at + 1, 0, NO_VOWEL, NO_VOWEL, gh_word_base_before(word, at), 0};
	size_t i;

	for (; seat.end < word->n && gh_is_mark(word->cp[seat.end]); seat.end++) {
		uint32_t mark = word->cp[seat.end];

		if (!seat.hamza && (mark == HAMZA_ABOVE || mark == HAMZA_BELOW))
			seat.hamza = seat.end;
		if (vowel_of(mark) != NO_VOWEL && seat.vowel != KASRA)
			seat.vowel = vowel_of(mark);
	}
	for (i = at; i > 0 && (gh_is_mark(word->cp[i - 1]) || word->cp[i - 1] == TATWEEL); i--)
		if (vowel_of(word->cp[i - 1]) != NO_VOWEL)
			seat.vowel_before = vowel_of(word->cp[i - 1]);
	seat.hamza = seat.hamza ? seat.hamza : seat.end;
	for (seat.after = seat.end; seat.after < word->n && word->cp[seat.after] == TATWEEL;)
		seat.after++;
	return seat;
}

/*
 * The letter that a seated hamza is written as today: by the stronger of its vowel and the one
 * before it, kasra over damma over fatha; behind a yeh it is yeh.  Where no vowel tells it is yeh,
 * the shape that the seat shows, but for the article before an alef (al-akhira).
 */
static uint32_t letter_of(const struct gh_word *word, const struct seat *seat)
{
	bool yeh = seat->before == YEH || seat->before == YEH_HAMZA ||
	           seat->before == ALEF_MAKSURA || seat->before == FARSI_YEH;
	bool alef = gh_word_at(word, seat->after) == ALEF;

	if (seat->vowel == KASRA || seat->vowel_before == KASRA || yeh)
		return YEH_HAMZA;
	if (seat->vowel == DAMMA || seat->vowel_before == DAMMA)
		return WAW_HAMZA;
	if (seat->vowel == FATHA)
		return alef ? ALEF_MADDA : ALEF_HAMZA;
	if (seat->vowel == NO_VOWEL && alef && seat->before == LAM)
		return ALEF_MADDA;
	return YEH_HAMZA;
}

void gh_word_unseat_hamza(struct gh_word *word, enum gh_switch by)
{
	size_t i, k;

	for (i = 0; i < word->n; i++) {
		uint32_t before = i > 0 ? word->cp[i - 1] : word->before;
		bool carrier = gh_is_no_break(word->cp[i]) &&
		               (before == GONE || gh_in_word(before));
		struct seat seat;
		uint32_t letter;

		if (word->cp[i] != TATWEEL && !carrier)
			continue;
		seat = find_seat(word, i);
		if (seat.hamza == seat.end)
			continue;
		letter = letter_of(word, &seat);
		word->cp[seat.hamza] = GONE;
		word->cp[i] = letter;
		gh_word_count(word, by, 1);
		if (letter != ALEF_MADDA)
			continue;
		/* The madda sounds the alef that follows, and the fatha before it. */
		for (k = i + 1; k < seat.end; k++)
			if (vowel_of(word->cp[k]) == FATHA)
				word->cp[k] = GONE;
		if (seat.after < word->n)
			word->cp[seat.after] = GONE;
	}
	close_up(word);
}

/* Where the hamza of the alef maksura at i is: its sign, or the letter behind it; 0 if nowhere. */
static size_t hamza_of(const struct gh_word *word, size_t i, bool letters)
{
	size_t k;

	for (k = i + 1; k < word->n && gh_is_mark(word->cp[k]); k++)
		if (word->cp[k] == HAMZA_ABOVE || word->cp[k] == HAMZA_BELOW)
			return k;
	return letters && k < word->n && word->cp[k] == HAMZA ? k : 0;
}

void gh_word_join_hamza(struct gh_word *word, const ghirbal_normal *normal)
{
	bool yeh = gh_switch_on(normal, GH_YEH);
	size_t i, at;

	for (i = 0; i < word->n; i++) {
		if (word->cp[i] != ALEF_MAKSURA || (at = hamza_of(word, i, yeh)) == 0)
			continue;
		word->cp[i] = YEH_HAMZA;
		word->cp[at] = GONE;
		gh_word_count(word, yeh ? GH_YEH : GH_HAMZA, 1);
	}
	close_up(word);
}

/* Whether all marks of the letter at i are fathas, which an alef with madda says by itself. */
static bool has_fatha_at_most(const struct gh_word *word, size_t i, size_t end)
{
	for (i++; i < end; i++)
		if (vowel_of(word->cp[i]) != FATHA)
			return false;
	return true;
}

/*
 * Hamza and alef in turn: at the beginning of a word, or where a letter follows.  At a word's end
 * the alef is that of a tanwin.  Backwards, so that where the alef is bare again the hamza before
 * this one is seen to stand before it.
 */
void gh_word_join_hamza_alef(struct gh_word *word, const ghirbal_normal *normal)
{
	uint32_t whole = gh_switch_on(normal, GH_ALEF) ? ALEF : ALEF_MADDA;
	size_t i = word->n, alef;

	while (i-- > 0) {
		if (word->cp[i] != HAMZA)
			continue;
		for (alef = i + 1; alef < word->n && gh_is_mark(word->cp[alef]); alef++)
			;
		if (alef == word->n || word->cp[alef] != ALEF ||
		    !has_fatha_at_most(word, i, alef) ||
		    (gh_is_letter(gh_word_base_before(word, i)) &&
		     !gh_word_letter_follows(word, alef)))
			continue;
		word->cp[alef] = whole;
		memmove(word->cp + i, word->cp + alef, (word->n - alef) * sizeof *word->cp);
		word->n -= alef - i;
		gh_word_count(word, GH_HAMZA_ALEF, 1);
	}
}

void gh_word_drop_hamza_marks(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++)
		if (word->cp[i] == HAMZA_ABOVE || word->cp[i] == HAMZA_BELOW) {
			word->cp[i] = GONE;
			gh_word_count(word, GH_HAMZA, 1);
		}
	close_up(word);
}
