/* SPDX-License-Identifier: MIT */
#include "text/glance.h"

#include <stdbool.h>
#include <string.h>

#include "ground/vector.h"

#ifdef GH_HAVE_X86
#include <immintrin.h>
#endif

#define BLOCK 64

/* Whether a byte is odd, for constants. */
#define ODD(c)                                                                                 \
	((c) == '\t' || (c) == 'h' || ((c) >= '#' && (c) <= '/') || ((c) >= ':' && (c) <= '@') || \
	 ((c) >= '[' && (c) <= '_') || ((c) >= '{' && (c) <= '}') ||                             \
	 ((c) >= 0x8B && (c) <= 0x92) || (c) == 0x9B || ((c) >= 0xC0 && ((c) & 0xFC) != 0xD8))

#if defined(GH_HAVE_X86) || !defined(GH_HAVE_VECTOR)

/*
 * Eight bytes that end in the same four bits, the first of them given: a bit for each that is odd.
 */
#define ROWS(c)                                                                                \
	(ODD(c) | ODD((c) + 16) << 1 | ODD((c) + 32) << 2 | ODD((c) + 48) << 3 |                  \
	 ODD((c) + 64) << 4 | ODD((c) + 80) << 5 | ODD((c) + 96) << 6 | ODD((c) + 112) << 7)
#define ALL_ROWS(c)                                                                            \
	ROWS(c), ROWS(c + 1), ROWS(c + 2), ROWS(c + 3), ROWS(c + 4), ROWS(c + 5), ROWS(c + 6),    \
	ROWS(c + 7), ROWS(c + 8), ROWS(c + 9), ROWS(c + 10), ROWS(c + 11), ROWS(c + 12),          \
	ROWS(c + 13), ROWS(c + 14), ROWS(c + 15)

/*
 * By the last four bits of a byte, of ASCII and of the others; and the bit of its row by the first
 * four.
 */
static const unsigned char rows[3][16] = {
	{ALL_ROWS(0)}, {ALL_ROWS(0x80)},
	{1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128}};

#endif

/* What a mask has of so many bytes. */
static uint64_t first(uint64_t mask, size_t n)
{
	return n < BLOCK ? mask & ((UINT64_C(1) << n) - 1) : mask;
}

#ifdef GH_HAVE_VECTOR

/* As ODD() has them. */
static inline gh_vector odd_of_16(const char *text)
{
	gh_vector bytes = gh_vector_at(text);
	gh_vector signs = gh_or(gh_is_in(bytes, '#', '/'), gh_is_in(bytes, ':', '@'));
	gh_vector brackets = gh_or(gh_is_in(bytes, '[', '_'), gh_is_in(bytes, '{', '}'));
	gh_vector others = gh_or(gh_is_in(bytes, 0xC0, 0xD7), gh_is_in(bytes, 0xDC, 0xFF));
	gh_vector seconds = gh_or(gh_is_in(bytes, 0x8B, 0x92), gh_is(bytes, 0x9B));
	gh_vector letters = gh_or(gh_is(bytes, '\t'), gh_is(bytes, 'h'));

	return gh_or(gh_or(gh_or(signs, brackets), gh_or(others, seconds)), letters);
}

static inline gh_vector blanks_of_16(const char *text)
{
	return gh_is(gh_vector_at(text), ' ');
}

static struct gh_glance glance_anywhere(const char *text)
{
	return (struct gh_glance){
		gh_bits_of_64(blanks_of_16(text), blanks_of_16(text + 16), blanks_of_16(text + 32),
		              blanks_of_16(text + 48)),
		gh_bits_of_64(odd_of_16(text), odd_of_16(text + 16), odd_of_16(text + 32),
		              odd_of_16(text + 48))};
}

#else

static struct gh_glance glance_anywhere(const char *text)
{
	struct gh_glance glance = {0, 0};
	unsigned i;

	for (i = 0; i < BLOCK; i++) {
		unsigned char c = (unsigned char)text[i];

		glance.blank |= (uint64_t)(c == ' ') << i;
		glance.odd |= (uint64_t)((rows[c >> 7][c & 15] & rows[2][c >> 4]) != 0) << i;
	}
	return glance;
}

#endif

#ifdef GH_HAVE_X86

/* ---- by what is known of the rows and columns of a table of all bytes ---- */

GH_AVX2 static inline __m256i columns_avx2(const unsigned char *row)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)row));
}

GH_AVX2 static inline struct gh_glance glance_at_32(const char *text)
{
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)text);
	__m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
	__m256i ascii = _mm256_shuffle_epi8(columns_avx2(rows[0]), bytes);
	__m256i other = _mm256_shuffle_epi8(columns_avx2(rows[1]),
	                                    _mm256_xor_si256(bytes, _mm256_set1_epi8((char)0x80)));
	__m256i odd = _mm256_and_si256(_mm256_or_si256(ascii, other),
	                               _mm256_shuffle_epi8(columns_avx2(rows[2]), high));
	__m256i plain = _mm256_cmpeq_epi8(odd, _mm256_setzero_si256());
	__m256i blank = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(' '));

	return (struct gh_glance){(uint32_t)_mm256_movemask_epi8(blank),
	                          (uint32_t)~_mm256_movemask_epi8(plain)};
}

/* Two looks, of which the second begins so many bytes behind the first. */
GH_AVX2 static inline struct gh_glance glance_twice(const char *text, size_t behind)
{
	struct gh_glance one = glance_at_32(text), two = glance_at_32(text + behind);

	return (struct gh_glance){one.blank | two.blank << behind, one.odd | two.odd << behind};
}

GH_AVX2 static struct gh_glance glance_avx2(const char *line, size_t length, size_t at)
{
	size_t left = length - at;
	struct gh_glance glance;

	if (left >= BLOCK)
		return glance_twice(line + at, 32);
	if (left >= 32)
		return glance_twice(line + at, left - 32);
	if (length < 32) {
		char copy[32] = {0};

		memcpy(copy, line, length); /* what stands behind it may not be read */
		glance = glance_at_32(copy);
		return (struct gh_glance){first(glance.blank, length), first(glance.odd, length)};
	}
	/* The last 32 bytes of the line, some of which have been looked at before. */
	glance = glance_at_32(line + length - 32);
	return (struct gh_glance){glance.blank >> (32 - left), glance.odd >> (32 - left)};
}

GH_AVX512 static struct gh_glance glance_avx512(const char *text, size_t left)
{
	uint64_t there = first(UINT64_MAX, left);
	__m512i bytes = _mm512_maskz_loadu_epi8(there, text);
	__m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
	__m512i table[3], odd;
	unsigned i;

	for (i = 0; i < 3; i++)
		table[i] = _mm512_broadcast_i32x4(
			_mm_loadu_si128((const __m128i *)(const void *)rows[i]));
	odd = _mm512_or_si512(
		_mm512_shuffle_epi8(table[0], bytes),
		_mm512_shuffle_epi8(table[1],
	                            _mm512_xor_si512(bytes, _mm512_set1_epi8((char)0x80))));
	return (struct gh_glance){
		_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(' ')),
		_mm512_test_epi8_mask(odd, _mm512_shuffle_epi8(table[2], high)) & there};
}

#endif

static struct gh_glance glance_in_copy(const char *text, size_t n)
{
	char copy[BLOCK] = {0};
	struct gh_glance glance;

	memcpy(copy, text, n);
	glance = glance_anywhere(copy);
	return (struct gh_glance){first(glance.blank, n), first(glance.odd, n)};
}

struct gh_glance gh_glance_at(enum gh_kernel kernel, const char *line, size_t length, size_t at)
{
	size_t left = length - at;

#ifdef GH_HAVE_X86
	if (kernel == GH_KERNEL_AVX512)
		return glance_avx512(line + at, left);
	if (kernel == GH_KERNEL_AVX2)
		return glance_avx2(line, length, at);
#endif
	(void)kernel;
	if (left >= BLOCK)
		return glance_anywhere(line + at);
	return glance_in_copy(line + at, left);
}
