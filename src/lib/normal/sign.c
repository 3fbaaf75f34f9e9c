/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include "normal/letter.h"
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
	size_t i;

	for (i = 0; i < word->n; i++) {
		uint32_t sign = gh_ascii_sign(word->cp[i]);

		gh_word_count(word, GH_PUNCTUATION, sign != word->cp[i]);
		word->cp[i] = sign;
	}
}

void gh_word_shorten(struct gh_word *word)
{
	uint32_t last = word->tail[1], before_last = word->tail[0];
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		/* Arabic only: www and III are not drawn out. */
		if (gh_is_letter(cp) && last == cp && before_last == cp)
			continue;
		before_last = last;
		last = word->cp[kept++] = cp;
	}
	gh_word_count(word, GH_ELONGATION, word->n - kept);
	word->n = kept;
}

void gh_word_fold_blanks(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++)
		if (gh_letter_class(word->cp[i]) == GH_CLASS_ODD_BLANK) {
			word->cp[i] = ' ';
			gh_word_count(word, GH_BLANKS, 1);
		}
}
