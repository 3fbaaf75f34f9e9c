/* SPDX-License-Identifier: MIT */
#include "text/glance.h"

#include <stdbool.h>
#include <string.h>

#define BLOCK 64

#if defined(__SSE2__)

#include <emmintrin.h>

/* Every x86-64 has these, so there is nothing to dispatch on. */
static __m128i is(__m128i bytes, unsigned char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)c));
}

static __m128i is_in(__m128i bytes, unsigned char from, unsigned char to)
{
	__m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8((char)from));

	return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(to - from))), above);
}

static uint64_t mask_of(__m128i found, unsigned at)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(found) << at;
}

/* Bytes of the common letters of Arabic, and blanks: nearly all there is of a text. */
static bool is_plain(__m128i bytes, __m128i blank)
{
	__m128i lead = is_in(bytes, 0xD8, 0xDB);
	__m128i trail = _mm_or_si128(is_in(bytes, 0x81, 0x8A), is_in(bytes, 0x9C, 0xBF));

	return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(lead, blank), trail)) == 0xFFFF;
}

static void glance_at_16(const char *text, unsigned at, struct gh_glance *glance)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
	__m128i blank = is(bytes, ' '), sign;

	glance->blank |= mask_of(blank, at);
	if (is_plain(bytes, blank))
		return;
	sign = _mm_or_si128(is_in(bytes, '#', '$'), is_in(bytes, '(', ')'));
	sign = _mm_or_si128(sign, _mm_or_si128(is(bytes, ','), is(bytes, '/')));
	sign = _mm_or_si128(sign, _mm_or_si128(is_in(bytes, ':', '@'), is_in(bytes, '[', '_')));
	sign = _mm_or_si128(sign, is_in(bytes, '{', '}'));
	glance->sign |= mask_of(sign, at);
	glance->comma |= mask_of(_mm_or_si128(is(bytes, 0x8C), is(bytes, 0x9B)), at);
	glance->lead |= mask_of(_mm_andnot_si128(is_in(bytes, 0xD8, 0xDB), is_in(bytes, 0xC0, 0xFF)), at);
	glance->dash |= mask_of(is(bytes, '-'), at);
	glance->gap |= mask_of(_mm_or_si128(is(bytes, '\t'), is(bytes, '*')), at);
	glance->stop |= mask_of(is(bytes, '.'), at);
	glance->latin |= mask_of(_mm_or_si128(is(bytes, 'h'), is(bytes, 'w')), at);
	glance->vowel |= mask_of(is_in(bytes, 0x8B, 0x92), at);
}

static struct gh_glance glance_at_block(const char *text, size_t n)
{
	struct gh_glance glance = {0};
	unsigned at;

	for (at = 0; at < n; at += 16)
		glance_at_16(text, at, &glance);
	return glance;
}

#else

/* The bits of struct gh_glance in which a byte stands, in their order. */
enum { BLANK = 1, SIGN = 2, COMMA = 4, LEAD = 8, DASH = 16, GAP = 32, STOP = 64, LATIN = 128, VOWEL = 256 };

static unsigned kinds_of(unsigned char c)
{
	static const struct {
		const char *bytes;
		unsigned kind;
	} kinds[] = {{" ", BLANK}, {"-", DASH}, {"\t*", GAP}, {".", STOP}, {"hw", LATIN},
	             {"#$(),/:;<=>?@[\\]^_{|}", SIGN}};
	size_t k;

	if (c >= 0xC0)
		return (c & 0xFC) == 0xD8 ? 0 : LEAD;
	if (c >= 0x80)
		return (c == 0x8C || c == 0x9B ? COMMA : 0u) | (c >= 0x8B && c <= 0x92 ? VOWEL : 0u);
	for (k = 0; c > 0 && k < sizeof kinds / sizeof kinds[0]; k++)
		if (strchr(kinds[k].bytes, c))
			return kinds[k].kind;
	return 0;
}

static struct gh_glance glance_at_block(const char *text, size_t n)
{
	struct gh_glance glance = {0};
	size_t i;

	for (i = 0; i < n; i++) {
		unsigned kinds = kinds_of((unsigned char)text[i]);

		glance.blank |= (uint64_t)(kinds & 1) << i;
		glance.sign |= (uint64_t)(kinds >> 1 & 1) << i;
		glance.comma |= (uint64_t)(kinds >> 2 & 1) << i;
		glance.lead |= (uint64_t)(kinds >> 3 & 1) << i;
		glance.dash |= (uint64_t)(kinds >> 4 & 1) << i;
		glance.gap |= (uint64_t)(kinds >> 5 & 1) << i;
		glance.stop |= (uint64_t)(kinds >> 6 & 1) << i;
		glance.latin |= (uint64_t)(kinds >> 7 & 1) << i;
		glance.vowel |= (uint64_t)(kinds >> 8 & 1) << i;
	}
	return glance;
}

#endif

struct gh_glance gh_glance_at(const char *text, size_t n)
{
	char rest[BLOCK] = {0};

	if (n >= BLOCK)
		return glance_at_block(text, BLOCK);
	memcpy(rest, text, n); /* what stands behind the text may not be read */
	return glance_at_block(rest, n);
}
