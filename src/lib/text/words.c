/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include <string.h>

#if defined(__SSE2__)

#include <emmintrin.h>

/* Every x86-64 has these, so there is nothing to dispatch on. */
static uint64_t gaps_of_16(const unsigned char *key)
{
	const __m128i blank = _mm_set1_epi8(GH_KEY_BLANK), colon = _mm_set1_epi8(GH_KEY_COLON);
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)key);

	return (unsigned)_mm_movemask_epi8(
		_mm_or_si128(_mm_cmpeq_epi8(bytes, blank), _mm_cmpeq_epi8(bytes, colon)));
}

static uint64_t gaps_of_64(const unsigned char *key)
{
	return gaps_of_16(key) | gaps_of_16(key + 16) << 16 | gaps_of_16(key + 32) << 32 |
	       gaps_of_16(key + 48) << 48;
}

#else

static uint64_t gaps_of_64(const unsigned char *key)
{
	uint64_t gaps = 0;
	unsigned i;

	for (i = 0; i < 64; i++)
		gaps |= (uint64_t)(key[i] == GH_KEY_BLANK || key[i] == GH_KEY_COLON) << i;
	return gaps;
}

#endif

uint64_t gh_gaps(const unsigned char *key, size_t left)
{
	uint64_t gaps = gaps_of_64(key);

	return left < 64 ? (gaps & ((UINT64_C(1) << left) - 1)) | UINT64_C(1) << left : gaps;
}

void gh_words_open(struct gh_words *words, struct gh_lexemes *lexemes, const unsigned char *key,
                   size_t start, size_t end, bool whole)
{
	words->whole = whole;
	words->lexemes = lexemes;
	words->key = key;
	words->length = end;
	words->at = start;
	words->count = 0;
}

void gh_words_read(struct gh_words *words, size_t count)
{
	const unsigned char *key = words->key;
	size_t start = words->at, base, end = words->length;
	struct gh_lexemes *lexemes = words->lexemes;
	bool whole = words->whole;
	struct gh_key_word *next = words->all + words->count;
	const struct gh_key_word *last = words->all + (count < GH_WORDS_ROOM ? count : GH_WORDS_ROOM);

	for (base = start; start < words->length && next < last; base += 64) {
		uint64_t gaps = gh_gaps(key + base, words->length - base);

		for (; gaps && next < last; gaps &= gaps - 1) {
			end = base + (size_t)__builtin_ctzll(gaps);
			if (end > start) {
				next->start = start;
				next->length = end - start;
				next->lexeme = *gh_lexeme_of(lexemes, key + start, end - start, whole);
				next++;
			}
			start = end + 1;
		}
	}
	words->count = (size_t)(next - words->all);
	words->at = start < words->length ? start : words->length;
}

void gh_words_read_last(struct gh_words *words, size_t most)
{
	const unsigned char *key = words->key;
	size_t start = words->at, at = words->length, count = 0;

	while (at > start && count < most) {
		while (at > start && gh_is_gap(key[at - 1]))
			at--;
		count += at > start;
		while (at > start && !gh_is_gap(key[at - 1]))
			at--;
	}
	words->at = at;
	gh_words_read(words, count);
}

void gh_words_move(struct gh_words *words, size_t first)
{
	words->count -= first;
	memmove(words->all, words->all + first, words->count * sizeof *words->all);
	gh_words_read(words, GH_WORDS_ROOM);
}

size_t gh_stems(struct gh_lexemes *lexemes, const unsigned char *key, size_t length, uint32_t *out,
                size_t room)
{
	struct gh_words words;
	size_t count = 0, i;

	gh_words_open(&words, lexemes, key, 0, length, true);
	while (words.at < length && count < room) {
		gh_words_move(&words, words.count);
		for (i = 0; i < words.count && count < room; i++) {
			out[count] = words.all[i].lexeme.stem;
			count += out[count] != 0;
		}
	}
	return count;
}

/* Bits are counted by adding neighbours up: without a machine's own instruction it is a call. */
static size_t count_bits(uint64_t bits)
{
	const uint64_t fives = UINT64_C(0x5555555555555555), threes = UINT64_C(0x3333333333333333);

	bits -= bits >> 1 & fives;
	bits = (bits & threes) + (bits >> 2 & threes);
	return ((bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F)) * UINT64_C(0x0101010101010101) >> 56;
}

size_t gh_words_count(const unsigned char *key, size_t start, size_t end, size_t most)
{
	size_t base, count = 0;
	uint64_t carry = 1; /* the byte before is a gap, or there is none */

	for (base = start; base <= end && count <= most; base += 64) {
		uint64_t gaps = gh_gaps(key + base, end - base);

		count += count_bits(gaps & ~(gaps << 1 | carry));
		carry = gaps >> 63;
	}
	return count;
}
