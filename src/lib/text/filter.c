/* SPDX-License-Identifier: MIT */
#include "text/filter.h"

#include "text/gaps.h"

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
	size_t bit = bit_of(eight), i;
	unsigned char class = (unsigned char)(1u << ((eight & 0xFFFF) * GH_WORD_FACTOR >> 61));

	filter->bits[bit / 64] |= UINT64_C(1) << bit % 64;
	for (i = 0; i < 3; i++, eight >>= 8) {
		filter->low[i][eight & 15] |= class;
		filter->high[i][eight >> 4 & 15] |= class;
	}
}

static size_t brief_bit_of(uint64_t brief)
{
	return brief * GH_WORD_FACTOR >> (64 - GH_FILTER_BRIEF_BITS);
}

/* Behind a shorter word stands a gap, and behind that any byte. */
void gh_filter_add(struct gh_filter *filter, const unsigned char *word, size_t length)
{
	static const unsigned char gaps[] = {GH_KEY_BLANK, GH_KEY_COLON};
	uint64_t head = gh_word_head(word, length, length);
	size_t i, any, bit = brief_bit_of(*word == GH_KEY_DIGIT ? GH_KEY_DIGIT : head);

	filter->briefs[bit / 64] |= UINT64_C(1) << bit % 64;
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

/* Whether a word that may be in the set begins here, behind a gap or at the beginning. */
static bool stands(const struct gh_words *words, const struct gh_filter *filter, size_t at)
{
	const unsigned char *word = words->key + at;
	size_t bit;

	if (!has(filter, gh_eight(word)) || at >= words->length || gh_is_gap(*word))
		return false;
	bit = brief_bit_of(gh_word_brief(word, gh_word_end(words->key, at, words->length) - at));
	return filter->briefs[bit / 64] >> bit % 64 & 1;
}

/* The gaps in 64 bytes behind which a word of the set may begin. */
typedef uint64_t hint_kernel(const struct gh_filter *filter, const unsigned char *key);

static inline uint64_t hint_anywhere(const struct gh_filter *filter, const unsigned char *key)
{
	(void)filter;
	return gh_gaps_of_64(key);
}

#ifdef GH_HAVE_X86

/* The classes that the halves of the bytes at this place of words admit. */
GH_AVX2 static inline __m256i classes_of(const struct gh_filter *filter, size_t i,
                                         const unsigned char *at)
{
	const __m256i half = _mm256_set1_epi8(15);
	__m128i lows = _mm_loadu_si128((const __m128i *)(const void *)filter->low[i]);
	__m128i highs = _mm_loadu_si128((const __m128i *)(const void *)filter->high[i]);
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(at + i));
	__m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);

	return _mm256_and_si256(_mm256_shuffle_epi8(_mm256_broadcastsi128_si256(lows),
	                                            _mm256_and_si256(bytes, half)),
	                        _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(highs), upper));
}

GH_AVX2 static inline uint32_t hint_of_32(const struct gh_filter *filter, const unsigned char *key)
{
	__m256i all =
		_mm256_and_si256(classes_of(filter, 0, key + 1), classes_of(filter, 1, key + 1));

	all = _mm256_and_si256(all, classes_of(filter, 2, key + 1));
	return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
}

GH_AVX2 static inline uint64_t hint_avx2(const struct gh_filter *filter, const unsigned char *key)
{
	return gh_gaps_avx2(key) &
	       (hint_of_32(filter, key) | (uint64_t)hint_of_32(filter, key + 32) << 32);
}

GH_AVX512 static inline __m512i wide_classes_of(const struct gh_filter *filter, size_t i,
                                                const unsigned char *at)
{
	const __m512i half = _mm512_set1_epi8(15);
	__m128i lows = _mm_loadu_si128((const __m128i *)(const void *)filter->low[i]);
	__m128i highs = _mm_loadu_si128((const __m128i *)(const void *)filter->high[i]);
	__m512i bytes = _mm512_loadu_si512(at + i);
	__m512i upper = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), half);

	return _mm512_and_si512(_mm512_shuffle_epi8(_mm512_broadcast_i32x4(lows),
	                                            _mm512_and_si512(bytes, half)),
	                        _mm512_shuffle_epi8(_mm512_broadcast_i32x4(highs), upper));
}

GH_AVX512 static inline uint64_t hint_avx512(const struct gh_filter *filter,
                                             const unsigned char *key)
{
	__m512i two = _mm512_and_si512(wide_classes_of(filter, 0, key + 1),
	                               wide_classes_of(filter, 1, key + 1));

	return gh_gaps_avx512(key) &
	       _mm512_test_epi8_mask(two, wide_classes_of(filter, 2, key + 1));
}

#endif

/* Goes on to the next word of the set that stands behind a gap; compiled into each kernel. */
GH_WITHIN bool seek(struct gh_words *words, const struct gh_filter *filter, hint_kernel *hint)
{
	const unsigned char *key = words->key;
	size_t base;

	for (base = words->at; base < words->length; base += 64) {
		uint64_t gaps = hint(filter, key + base);

		if (words->length - base < 64)
			gaps &= (UINT64_C(1) << (words->length - base)) - 1;

		for (; gaps; gaps &= gaps - 1) {
			size_t start = base + (size_t)__builtin_ctzll(gaps) + 1;

			if (stands(words, filter, start)) {
				words->at = start;
				return true;
			}
		}
	}
	return false;
}

static bool seek_anywhere(struct gh_words *words, const struct gh_filter *filter)
{
	return seek(words, filter, hint_anywhere);
}

#ifdef GH_HAVE_X86
GH_AVX2 static bool seek_avx2(struct gh_words *words, const struct gh_filter *filter)
{
	return seek(words, filter, hint_avx2);
}

GH_AVX512 static bool seek_avx512(struct gh_words *words, const struct gh_filter *filter)
{
	return seek(words, filter, hint_avx512);
}
#endif

static bool seek_on(struct gh_words *words, const struct gh_filter *filter)
{
#ifdef GH_HAVE_X86
	if (words->lexemes->kernel == GH_KERNEL_AVX512)
		return seek_avx512(words, filter);
	if (words->lexemes->kernel == GH_KERNEL_AVX2)
		return seek_avx2(words, filter);
#endif
	return seek_anywhere(words, filter);
}

bool gh_words_seek(struct gh_words *words, const struct gh_filter *filter)
{
	words->count = 0;
	if (stands(words, filter, words->at))
		return true;
	if (seek_on(words, filter))
		return true;
	words->at = short_end(words);
	return words->at < words->length;
}
