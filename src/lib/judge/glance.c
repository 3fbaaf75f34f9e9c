/* SPDX-License-Identifier: MIT */
/* Which kinds of bytes a line has, sixteen at a time where the machine can. */
#include "judge/sign.h"

#include <string.h>

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

static uint32_t see_16(const char *s, int *blank)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)s);
	__m128i arabic = is_in(bytes, 0xD8, 0xDB);
	__m128i lead = _mm_andnot_si128(arabic, is_in(bytes, 0xC0, 0xFF));
	__m128i sign = _mm_or_si128(lead, _mm_or_si128(is(bytes, 0x8C), is(bytes, 0x9B)));
	__m128i gap = _mm_or_si128(lead, _mm_or_si128(is(bytes, '\t'), is(bytes, '*')));
	int blanks = _mm_movemask_epi8(is(bytes, ' ')), pairs = blanks & (blanks << 1 | *blank);
	uint32_t seen = 0;

	sign = _mm_or_si128(sign, _mm_or_si128(is_in(bytes, '#', '$'), is_in(bytes, '(', ')')));
	sign = _mm_or_si128(sign, _mm_or_si128(is(bytes, ','), is(bytes, '/')));
	sign = _mm_or_si128(sign, _mm_or_si128(is_in(bytes, ':', '@'), is_in(bytes, '[', '_')));
	sign = _mm_or_si128(sign, is_in(bytes, '{', '}'));
	gap = _mm_or_si128(gap, is(bytes, '.'));
	*blank = blanks >> 15;
	seen |= _mm_movemask_epi8(sign) ? GH_SEEN_SIGN : 0;
	seen |= _mm_movemask_epi8(gap) || pairs ? GH_SEEN_GAP : 0;
	seen |= _mm_movemask_epi8(_mm_or_si128(lead, is(bytes, '-'))) ? GH_SEEN_DASH : 0;
	seen |= _mm_movemask_epi8(is_in(bytes, 0x8B, 0x92)) ? GH_SEEN_VOWEL : 0;
	return seen;
}

uint32_t gh_see_signs(const char *s, size_t n)
{
	char rest[16] = {0};
	uint32_t seen = 0;
	int blank = 0;

	for (; n >= 16; s += 16, n -= 16)
		seen |= see_16(s, &blank);
	memcpy(rest, s, n);
	return seen | see_16(rest, &blank);
}

#else

/* Every lead byte but those of the Arabic letters may begin a sign. */
static uint32_t kind_of(unsigned char c)
{
	if (c >= 0xC0)
		return (c & 0xFC) == 0xD8 ? 0 : GH_SEEN_SIGN | GH_SEEN_DASH | GH_SEEN_GAP;
	if (c >= 0x8B && c <= 0x92)
		return c == 0x8C ? GH_SEEN_VOWEL | GH_SEEN_SIGN : GH_SEEN_VOWEL;
	if (c == 0x9B)
		return GH_SEEN_SIGN;
	if (c == '-')
		return GH_SEEN_DASH;
	if (c == '\t' || c == '*' || c == '.')
		return GH_SEEN_GAP;
	return c > 0 && strchr(",|/:@{};=<>$\\_#()", c) ? GH_SEEN_SIGN : 0;
}

uint32_t gh_see_signs(const char *s, size_t n)
{
	bool blank = false;
	uint32_t seen = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (s[i] == ' ' && blank)
			seen |= GH_SEEN_GAP;
		blank = s[i] == ' ';
		seen |= kind_of((unsigned char)s[i]);
	}
	return seen;
}


#endif
