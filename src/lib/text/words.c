/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "base/bits.h"
#include "text/gaps.h"

void gh_words_open(struct gh_words *words, struct gh_lexemes *lexemes, const unsigned char *key,
                   size_t start, size_t end, bool whole)
{
	words->whole = whole;
	words->lexemes = lexemes;
	words->key = key;
	words->length = end < UINT32_MAX ? end : UINT32_MAX;
	words->at = start;
	words->count = 0;
}

/*
 * Finds where the next words stand, from next to last, and returns the one behind those there are;
 * compiled into each of the kernels with its own gaps.
 */
GH_WITHIN struct gh_key_word *place_words(struct gh_words *words, struct gh_key_word *next,
                                          const struct gh_key_word *last, gh_gaps_kernel *gaps_of)
{
	size_t start = words->at, base, end;

	for (base = start; start < words->length && next < last; base += 64) {
		uint64_t gaps = gh_end_gaps(gaps_of(words->key + base), words->length - base);

		for (; gaps; gaps &= gaps - 1) {
			end = base + (size_t)__builtin_ctzll(gaps);
			if (end > start) {
				if (next == last)
					break;
				next->start = (uint32_t)start;
				next->length = (uint32_t)(end - start);
				next++;
			}
			start = end + 1;
		}
	}
	words->at = start < words->length ? start : words->length;
	return next;
}

/* This and the next are, as place_words() is, compiled into each kernel. */
GH_WITHIN size_t count_words(const unsigned char *key, size_t length, size_t most,
                             gh_gaps_kernel *gaps_of)
{
	size_t base, count = 0;
	uint64_t carry = 1; /* the byte before is a gap, or there is none */

	for (base = 0; base <= length && count <= most; base += 64) {
		uint64_t gaps = gh_end_gaps(gaps_of(key + base), length - base);

		count += gh_count_bits(gaps & ~(gaps << 1 | carry));
		carry = gaps >> 63;
	}
	return count;
}

GH_WITHIN size_t count_gaps(const unsigned char *key, size_t length, gh_gaps_kernel *gaps_of)
{
	size_t count = 0;

	for (; length >= 64; key += 64, length -= 64)
		count += gh_count_bits(gaps_of(key));
	return length ? count + gh_count_bits(gaps_of(key) & ((UINT64_C(1) << length) - 1)) : count;
}

/* What a kernel reads words by, from how it finds gaps. */
#define READERS(kernel, target, gaps_of)                                                        \
	target static struct gh_key_word *place_##kernel(                                       \
		struct gh_words *words, struct gh_key_word *next, const struct gh_key_word *last) \
	{                                                                                       \
		return place_words(words, next, last, gaps_of);                                 \
	}                                                                                       \
	target static size_t count_words_##kernel(const unsigned char *key, size_t length,      \
	                                          size_t most)                                  \
	{                                                                                       \
		return count_words(key, length, most, gaps_of);                                 \
	}                                                                                       \
	target static size_t count_gaps_##kernel(const unsigned char *key, size_t length)       \
	{                                                                                       \
		return count_gaps(key, length, gaps_of);                                        \
	}

READERS(anywhere, , gh_gaps_of_64)
#ifdef GH_HAVE_X86
READERS(avx2, GH_AVX2, gh_gaps_avx2)
READERS(avx512, GH_AVX512, gh_gaps_avx512)
#endif

static struct gh_key_word *place_next(struct gh_words *words, struct gh_key_word *next,
                                      const struct gh_key_word *last)
{
#ifdef GH_HAVE_X86
	if (words->lexemes->kernel == GH_KERNEL_AVX512)
		return place_avx512(words, next, last);
	if (words->lexemes->kernel == GH_KERNEL_AVX2)
		return place_avx2(words, next, last);
#endif
	return place_anywhere(words, next, last);
}

/* What is known of the words from word to end. */
GH_WITHIN void look_up(const struct gh_words *words, struct gh_key_word *word,
                       const struct gh_key_word *end, bool whole)
{
	struct gh_lexemes *lexemes = words->lexemes;
	const struct gh_hints hints = gh_hints_of(lexemes->vocabulary);
	const unsigned char *key = words->key;

	for (; word < end; word++)
		word->lexeme =
			*gh_lexeme_of(lexemes, hints, key + word->start, word->length, whole);
}

void gh_words_read_on(struct gh_words *words, size_t count)
{
	size_t most = count < GH_WORDS_ROOM ? count : GH_WORDS_ROOM;
	struct gh_key_word *first = words->all + words->count, *end;

	end = place_next(words, first, words->all + most);
	if (words->whole)
		look_up(words, first, end, true);
	else
		look_up(words, first, end, false);
	words->count = (size_t)(end - words->all);
}

/* Where the last words begin, so many of them, if the key's last 64 bytes show it; else 0. */
static size_t start_of_last(const struct gh_words *words, size_t most)
{
	uint64_t gaps, starts;

	if (words->length - words->at < 64)
		return 0;
	gaps = gh_gaps_of_64(words->key + words->length - 64);
	for (starts = gaps << 1 & ~gaps; starts && most > 1; most--)
		starts &= ~(UINT64_C(1) << 63 >> __builtin_clzll(starts));
	return starts ? words->length - 1 - (size_t)__builtin_clzll(starts) : 0;
}

void gh_words_read_last(struct gh_words *words, size_t most)
{
	const unsigned char *key = words->key;
	size_t start = words->at, at = start_of_last(words, most), count = most;

	if (at == 0)
		for (at = words->length, count = 0; at > start && count < most;) {
			while (at > start && gh_is_gap(key[at - 1]))
				at--;
			count += at > start;
			while (at > start && !gh_is_gap(key[at - 1]))
				at--;
		}
	words->at = at;
	gh_words_read(words, count);
}

/*
 * Most words of prose do not come again and are not remembered, unless the vocabulary may have
 * them.
 */
GH_WITHIN uint32_t stem_of(struct gh_lexemes *lexemes, struct gh_hints hints,
                           const unsigned char *word, size_t length)
{
	const struct gh_remembered_word *place;
	struct gh_spelling it;
	uint64_t hash;

	if (length > GH_SPELT)
		return gh_lexeme_of(lexemes, hints, word, length, true)->stem;
	it = gh_spell(word, length);
	hash = gh_hash_ends(it.head, it.tail);
	place = &lexemes->known[gh_lexeme_place(hash)];
	if (place->head == it.head && place->tail == it.tail)
		return place->lexeme.stem;
	if (gh_may_be_known(hints, hash))
		return gh_lexeme_find(lexemes, word, length, it.head, it.tail)->stem;
	return gh_stem(word, length, 0);
}

size_t gh_stems(struct gh_lexemes *lexemes, const unsigned char *key, size_t length, uint32_t *out,
                size_t room)
{
	const struct gh_hints hints = gh_hints_of(lexemes->vocabulary);
	struct gh_words words;
	size_t count = 0;

	gh_words_open(&words, lexemes, key, 0, length, true);
	while (words.at < words.length && count < room) {
		const struct gh_key_word *word = words.all;
		const struct gh_key_word *end =
			place_next(&words, words.all, words.all + GH_WORDS_ROOM);

		for (; word < end && count < room; word++) {
			out[count] = stem_of(lexemes, hints, key + word->start, word->length);
			count += out[count] != 0;
		}
	}
	return count;
}

size_t gh_words_count(const struct gh_lexemes *lexemes, const unsigned char *key, size_t length,
                      size_t most)
{
#ifdef GH_HAVE_X86
	if (lexemes->kernel == GH_KERNEL_AVX512)
		return count_words_avx512(key, length, most);
	if (lexemes->kernel == GH_KERNEL_AVX2)
		return count_words_avx2(key, length, most);
#endif
	(void)lexemes;
	return count_words_anywhere(key, length, most);
}

size_t gh_gaps_count(const struct gh_lexemes *lexemes, const unsigned char *key, size_t length)
{
#ifdef GH_HAVE_X86
	if (lexemes->kernel == GH_KERNEL_AVX512)
		return count_gaps_avx512(key, length);
	if (lexemes->kernel == GH_KERNEL_AVX2)
		return count_gaps_avx2(key, length);
#endif
	(void)lexemes;
	return count_gaps_anywhere(key, length);
}
