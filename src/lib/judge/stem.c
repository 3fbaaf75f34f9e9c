/* SPDX-License-Identifier: MIT */
#include "judge/stem.h"

size_t gh_next_word(const unsigned char *key, size_t length, size_t *at,
                    const unsigned char **word)
{
	size_t start = *at;

	while (start < length && (key[start] == GH_KEY_BLANK || key[start] == GH_KEY_COLON))
		start++;
	*word = key + start;
	*at = gh_word_end(key, start, length);
	return *at - start;
}

bool gh_all_digits(const unsigned char *word, size_t n)
{
	while (n > 0 && word[n - 1] == GH_KEY_DIGIT)
		n--;
	return n == 0;
}

bool gh_has_clitic(const unsigned char *w, size_t n)
{
	if (n <= 4)
		return false;
	if (w[0] == GH_KEY_WAW || (w[0] == GH_KEY_LAM && w[1] == GH_KEY_LAM))
		return true;
	return w[1] == GH_KEY_ALEF && w[2] == GH_KEY_LAM &&
	       (w[0] == GH_KEY_BEH || w[0] == GH_KEY_KAF || w[0] == GH_KEY_FEH);
}

static void strip_prefix(const unsigned char **word, size_t *length)
{
	const unsigned char *w = *word;
	size_t n = *length, cut = 0;

	if (n > 4 && (w[0] == GH_KEY_WAW || w[0] == GH_KEY_FEH))
		w++, n--;
	if (n > 4 && w[0] == GH_KEY_LAM && w[1] == GH_KEY_LAM)
		cut = 2;
	else if (n > 5 && (w[0] == GH_KEY_BEH || w[0] == GH_KEY_KAF) && w[1] == GH_KEY_ALEF &&
	         w[2] == GH_KEY_LAM)
		cut = 3;
	else if (n > 4 && w[0] == GH_KEY_ALEF && w[1] == GH_KEY_LAM)
		cut = 2;
	else if (n > 4 && (w[0] == GH_KEY_BEH || w[0] == GH_KEY_LAM || w[0] == GH_KEY_KAF))
		cut = 1;
	*word = w + cut;
	*length = n - cut;
}

/* One suffix goes: هما كما هم ها نا ات ون ين ان يه ه ي ا, if three letters stay. */
static size_t without_suffix(const unsigned char *w, size_t n)
{
	unsigned char last = w[n - 1], second = n > 3 ? w[n - 2] : 0, third = n > 3 ? w[n - 3] : 0;
	size_t cut = 0;

	if (last == GH_KEY_ALEF && second == GH_KEY_MEEM &&
	    (third == GH_KEY_HEH || third == GH_KEY_KAF))
		cut = 3;
	else if ((last == GH_KEY_ALEF && (second == GH_KEY_HEH || second == GH_KEY_NOON)) ||
	         (last == GH_KEY_MEEM && second == GH_KEY_HEH) ||
	         (last == GH_KEY_TEH && second == GH_KEY_ALEF) ||
	         (last == GH_KEY_NOON &&
	          (second == GH_KEY_WAW || second == GH_KEY_YEH || second == GH_KEY_ALEF)) ||
	         (last == GH_KEY_HEH && second == GH_KEY_YEH))
		cut = 2;
	if (cut == 0 || n < cut + 3)
		cut = last == GH_KEY_HEH || last == GH_KEY_YEH || last == GH_KEY_ALEF;
	return n >= cut + 3 ? n - cut : n;
}

uint32_t gh_stem(const unsigned char *word, size_t n, uint32_t classes)
{
	if (n <= 2 || (classes & GH_FUNCTION_WORD) || gh_all_digits(word, n))
		return 0;
	strip_prefix(&word, &n);
	return gh_word_hash(word, without_suffix(word, n)) | 1;
}

size_t gh_stems(const struct gh_lexicon *lexicon, const unsigned char *key, size_t length,
                uint32_t *out, size_t room)
{
	const unsigned char *word;
	size_t at = 0, n, count = 0;

	while (count < room && (n = gh_next_word(key, length, &at, &word)) > 0) {
		uint32_t stem = gh_stem(word, n, gh_word_classes(lexicon, gh_word_hash(word, n)));

		if (stem)
			out[count++] = stem;
	}
	return count;
}
