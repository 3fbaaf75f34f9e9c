/* SPDX-License-Identifier: MIT */
/* Where the words of a key part, at blanks and colons: as bits, by vectors of each kind. */
#ifndef GH_GAPS_H
#define GH_GAPS_H

#include "text/fold.h"

#include "ground/vector.h"

#ifdef GH_HAVE_X86
#include <immintrin.h>
#endif

#ifdef GH_HAVE_VECTOR

static inline gh_vector gh_gaps_of_16(const unsigned char *key)
{
	gh_vector bytes = gh_vector_at(key);

	return gh_or(gh_is(bytes, GH_KEY_BLANK), gh_is(bytes, GH_KEY_COLON));
}

static inline uint64_t gh_gaps_of_64(const unsigned char *key)
{
	return gh_bits_of_64(gh_gaps_of_16(key), gh_gaps_of_16(key + 16), gh_gaps_of_16(key + 32),
	                     gh_gaps_of_16(key + 48));
}

#else

#define GH_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The highest bit of each of eight bytes that is 0. */
static inline uint64_t gh_zeros(uint64_t eight)
{
	return ~(((eight & GH_EACH(0x7F)) + GH_EACH(0x7F)) | eight | GH_EACH(0x7F));
}

static inline uint64_t gh_gaps_of_8(const unsigned char *key)
{
	uint64_t eight = gh_eight(key);
	uint64_t gaps = gh_zeros(eight ^ GH_EACH(GH_KEY_BLANK)) |
	                gh_zeros(eight ^ GH_EACH(GH_KEY_COLON));

	/* The bits are added up in the highest byte, each in its place. */
	return (gaps >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t gh_gaps_of_64(const unsigned char *key)
{
	uint64_t gaps = 0;
	unsigned i;

	for (i = 0; i < 64; i += 8)
		gaps |= gh_gaps_of_8(key + i) << i;
	return gaps;
}

#endif

#ifdef GH_HAVE_X86

GH_AVX2 static inline uint64_t gh_gaps_of_32(const unsigned char *key)
{
	const __m256i blank = _mm256_set1_epi8(GH_KEY_BLANK),
		      colon = _mm256_set1_epi8(GH_KEY_COLON);
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)key);

	return (uint32_t)_mm256_movemask_epi8(
		_mm256_or_si256(_mm256_cmpeq_epi8(bytes, blank), _mm256_cmpeq_epi8(bytes, colon)));
}

GH_AVX2 static inline uint64_t gh_gaps_avx2(const unsigned char *key)
{
	return gh_gaps_of_32(key) | gh_gaps_of_32(key + 32) << 32;
}

GH_AVX512 static inline uint64_t gh_gaps_avx512(const unsigned char *key)
{
	__m512i bytes = _mm512_loadu_si512(key);

	return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(GH_KEY_BLANK)) |
	       _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(GH_KEY_COLON));
}

#endif

typedef uint64_t gh_gaps_kernel(const unsigned char *key);

/* Gaps as they are where the key ends so many bytes on. */
static inline uint64_t gh_end_gaps(uint64_t gaps, size_t left)
{
	return left < 64 ? (gaps & ((UINT64_C(1) << left) - 1)) | UINT64_C(1) << left : gaps;
}

#endif
