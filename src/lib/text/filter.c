/* SPDX-License-Identifier: MIT */
#include "text/filter.h"

static size_t bit_of(uint64_t eight)
{
	return (eight & 0xFFFFFF) * GH_WORD_FACTOR >> (64 - GH_FILTER_BITS);
}

static bool has(const struct gh_filter *filter, uint64_t eight)
{
	size_t bit = bit_of(eight);

	return filter->bits[bit / 64] >> bit % 64 & 1;
}

static void set(struct gh_filter *filter, uint64_t eight)
{
	size_t bit = bit_of(eight);

	filter->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* Behind a shorter word stands a gap, and behind that any byte. */
void gh_filter_add(struct gh_filter *filter, const unsigned char *word, size_t length)
{
	static const unsigned char gaps[] = {GH_KEY_BLANK, GH_KEY_COLON};
	uint64_t head = gh_word_head(word, length, length);
	size_t i, any;

	if (length >= 3) {
		set(filter, head);
		return;
	}
	for (i = 0; i < sizeof gaps; i++)
		for (any = 0; any < 256; any++)
			set(filter, head | (uint64_t)gaps[i] << 8 * length |
			                    (uint64_t)any << 8 * (length + 1));
}

/* A word of one or two bytes at the very end, of which it is not known what stands behind it. */
static size_t short_end(const struct gh_words *words)
{
	const unsigned char *key = words->key;
	size_t end = words->length, start = end;

	while (start > words->at && end - start < 3 && !gh_is_gap(key[start - 1]))
		start--;
	return end - start < 3 ? start : end;
}

/* Whether a word begins here, behind a gap or at the beginning. */
static bool begins(const struct gh_words *words, size_t at)
{
	return at < words->length && !gh_is_gap(words->key[at]);
}

bool gh_words_seek(struct gh_words *words, const struct gh_filter *filter)
{
	const unsigned char *key = words->key;
	size_t base;

	words->count = 0;
	if (has(filter, gh_eight(key + words->at)) && begins(words, words->at))
		return true;
	for (base = words->at; base < words->length; base += 64) {
		uint64_t gaps = gh_gaps(key + base, words->length - base);

		for (; gaps; gaps &= gaps - 1) {
			size_t start = base + (size_t)__builtin_ctzll(gaps) + 1;

			if (has(filter, gh_eight(key + start)) && begins(words, start)) {
				words->at = start;
				return true;
			}
		}
	}
	words->at = short_end(words);
	return words->at < words->length;
}
