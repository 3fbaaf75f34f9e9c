/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include "normal/letter.h"
#include "normal/compose.h"
#include "text/fold.h"

static bool parts_words(uint32_t cp)
{
	return cp == ' ' || gh_letter_class(cp) == GH_CLASS_ODD_BLANK;
}

/* mp3, an address or a file name would be broken by other digits. */
static bool latin_around(const struct gh_word *word, size_t i)
{
	while (i > 0 && !parts_words(word->cp[i - 1]))
		i--;
	for (; i < word->n && !parts_words(word->cp[i]); i++)
		if (gh_is_latin(word->cp[i]))
			return true;
	return false;
}

void gh_word_fold_digits(struct gh_word *word, enum gh_digits choice)
{
	uint32_t zero = choice == GH_DIGITS_ASCII ? '0' : 0x660;
	size_t i;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (!gh_is_digit(cp) ||
		    (choice == GH_DIGITS_ARABIC && cp < 0x80 && latin_around(word, i)))
			continue;
		word->cp[i] = zero + gh_digit_value(cp);
		gh_word_count(word, GH_DIGITS, word->cp[i] != cp);
	}
}

void gh_word_fold_signs(struct gh_word *word)
{
	uint32_t last = word->tail[1];
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t sign = gh_ascii_sign(word->cp[i]);

		gh_word_count(word, GH_PUNCTUATION, sign != word->cp[i]);
		if ((sign == '!' || sign == '?') && sign == last) {
			gh_word_count(word, GH_PUNCTUATION, sign == word->cp[i]);
			continue;
		}
		last = word->cp[kept++] = sign;
	}
	word->n = kept;
}

/* A letter drawn out: of three or more in turn two stay, or one. */
void gh_word_shorten(struct gh_word *word, enum gh_elongation choice)
{
	uint32_t last = word->tail[1], before_last = word->tail[0];
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		/* Arabic only: www and III are not drawn out. */
		if (gh_is_letter(cp) && last == cp && before_last == cp) {
			/* The second went out before the third was seen. */
			if (choice == GH_ELONGATION_ONE && kept > 1 && word->cp[kept - 2] == cp)
				kept--;
			continue;
		}
		before_last = last;
		last = word->cp[kept++] = cp;
	}
	gh_word_count(word, GH_ELONGATION, word->n - kept);
	word->n = kept;
}

void gh_word_fold_returns(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++)
		if (word->cp[i] == '\r') {
			word->cp[i] = ' ';
			gh_word_count(word, GH_INVISIBLE, 1);
		}
}

void gh_word_fold_blanks(struct gh_word *word)
{
	size_t i;

	/* What still carries a mark here is to stay with it. */
	for (i = 0; i < word->n; i++)
		if (gh_letter_class(word->cp[i]) == GH_CLASS_ODD_BLANK &&
		    !(gh_is_no_break(word->cp[i]) && gh_is_combining(gh_word_at(word, i + 1)))) {
			word->cp[i] = ' ';
			gh_word_count(word, GH_BLANKS, 1);
		}
}
