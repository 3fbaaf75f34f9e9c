/* SPDX-License-Identifier: MIT */
#include "text/stem.h"

static inline uint32_t hash_key(const unsigned char *key, size_t n)
{
	uint64_t h = n;

	for (; n > 8; key += 8, n -= 8)
		h = gh_stir(h, gh_eight(key));
	return (uint32_t)(gh_stir(h, gh_word_head(key, n, 8)) >> 32);
}

uint32_t gh_hash_key(const unsigned char *key, size_t n)
{
	return hash_key(key, n);
}

bool gh_all_digits(const unsigned char *word, size_t n)
{
	while (n > 0 && word[n - 1] == GH_KEY_DIGIT)
		n--;
	return n == 0;
}

/* ---- affixes ---- */

/* Sets of Arabic letters are bits by their keys. */
#define LETTER(name) (UINT64_C(1) << (GH_KEY_##name - GH_KEY_HAMZA))

static const uint64_t conjunctions = 0
#define GH_CONJUNCTION(key) | LETTER(key)
#include "lang/languages.def"
	;

static const uint64_t prepositions = 0
#define GH_PREPOSITION(key) | LETTER(key)
#include "lang/languages.def"
	;

/* By the last letter: what letters before it make a suffix, and whether it is one alone. */
static const struct {
	uint64_t before;
	bool alone;
} suffixes[64] = {
#define GH_SUFFIX(last, before, alone) [GH_KEY_##last - GH_KEY_HAMZA] = {before, alone},
#include "lang/languages.def"
};

static bool is_one_of(unsigned char letter, uint64_t letters)
{
	return letter >= GH_KEY_HAMZA && (letters >> (letter - GH_KEY_HAMZA) & 1);
}

bool gh_has_clitic(const unsigned char *w, size_t n)
{
	if (n <= 4)
		return false;
	if (w[0] == GH_KEY_WAW || (w[0] == GH_KEY_LAM && w[1] == GH_KEY_LAM))
		return true;
	return w[1] == GH_KEY_ALEF && w[2] == GH_KEY_LAM &&
	       is_one_of(w[0], conjunctions | prepositions);
}

/* و or ف, then one of ال لل بال كال ب ل ك, if three letters stay or nearly so. */
static size_t prefix_of(const unsigned char *w, size_t n)
{
	size_t cut = n > 4 && is_one_of(*w, conjunctions);

	w += cut, n -= cut;
	if (n <= 4)
		return cut;
	if (is_one_of(*w, prepositions))
		return cut + (n > 5 && w[1] == GH_KEY_ALEF && w[2] == GH_KEY_LAM ? 3 : 1);
	if (*w == GH_KEY_LAM)
		return cut + (w[1] == GH_KEY_LAM ? 2 : 1);
	return cut + (*w == GH_KEY_ALEF && w[1] == GH_KEY_LAM ? 2 : 0);
}

/* The longest suffix after which three letters stay; هما and كما are the only ones of three. */
static size_t suffix_of(const unsigned char *w, size_t n)
{
	unsigned char last = w[n - 1];

	if (n < 4 || last < GH_KEY_HAMZA)
		return 0;
	if (n > 5 && last == GH_KEY_ALEF && w[n - 2] == GH_KEY_MEEM &&
	    is_one_of(w[n - 3], LETTER(HEH) | LETTER(KAF)))
		return 3;
	if (n > 4 && is_one_of(w[n - 2], suffixes[last - GH_KEY_HAMZA].before))
		return 2;
	return suffixes[last - GH_KEY_HAMZA].alone;
}

uint32_t gh_stem(const unsigned char *word, size_t n, uint32_t classes)
{
	size_t prefix;

	if (n <= 2 || (classes & GH_FUNCTION_WORD) ||
	    (*word == GH_KEY_DIGIT && gh_all_digits(word, n)))
		return 0;
	prefix = prefix_of(word, n);
	word += prefix, n -= prefix;
	return hash_key(word, n - suffix_of(word, n)) | 1;
}
