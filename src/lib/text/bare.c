/* SPDX-License-Identifier: MIT */
#include "text/bare.h"

#include <string.h>

#include "ground/kernel.h"
#include "ground/utf8.h"
#include "text/fold.h"

#ifdef GH_HAVE_SSE2
#include <emmintrin.h>
#endif

bool gh_is_bare(uint32_t cp)
{
	enum gh_class class = gh_letter_class(cp);

	return class != GH_CLASS_INVISIBLE &&
	       (class < GH_CLASS_HARAKA || class > GH_CLASS_TATWEEL);
}

/*
 * What a block is looked at for: letters, digits and signs of D8 and D9 but for the rows that hold
 * marks. Whatever else there is goes one character at a time.
 */
#define SURELY_BARE(cp)                                                                            \
	((cp) == 0x60C || ((cp) > 0x620 && (cp) < 0x640) || ((cp) > 0x640 && (cp) < 0x64B) ||      \
	 ((cp) > 0x660 && (cp) < 0x670) || ((cp) > 0x670 && (cp) < 0x680))
#define GH_LETTER(cp, key, clean, class) && !(SURELY_BARE(cp) && GH_CLASS_##class >= GH_CLASS_HARAKA)
_Static_assert(1
#include "text/letters.def"
	, "a mark where a block is taken to have none");
#undef GH_LETTER

#define BLOCK 16

#ifdef GH_HAVE_SSE2

static inline __m128i is(__m128i bytes, unsigned char byte)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)byte));
}

static inline __m128i is_in(__m128i bytes, unsigned char from, unsigned char to)
{
	__m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8((char)from));

	return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(to - from))), above);
}

static inline unsigned bits(__m128i found)
{
	return (unsigned)_mm_movemask_epi8(found);
}

/*
 * How much of 16 bytes at a character's beginning is surely bare: 16, 15 if they cut a character,
 * or 0.
 */
static size_t bare_block(const char *text)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text), xb0 = is(bytes, 0xB0);
	unsigned d8 = bits(is(bytes, 0xD8)), d9 = bits(is(bytes, 0xD9)), leads = d8 | d9;
	unsigned tails = bits(_mm_andnot_si128(xb0, is_in(bytes, 0xA1, 0xBF)));

	tails |= (bits(_mm_or_si128(xb0, is(bytes, 0x8C))) & d8 << 1) |
	         (bits(is_in(bytes, 0x81, 0x8A)) & d9 << 1);
	if ((bits(is_in(bytes, ' ', '~')) | leads | tails) != 0xFFFF ||
	    tails != (leads << 1 & 0xFFFF))
		return 0;
	return BLOCK - (leads >> 15);
}

#else

static size_t bare_block(const char *text)
{
	(void)text;
	return 0;
}

#endif

static size_t bare_blocks(const char *text, size_t n)
{
	size_t at = 0, step = BLOCK;

	while (step > 0 && n - at >= BLOCK)
		at += step = bare_block(text + at);
	return at;
}

/* One character of ASCII, or of Arabic but for marks: most of a text is these. */
static size_t bare_one(const unsigned char *b, size_t n)
{
	if (*b >= ' ' && *b < 0x7F)
		return 1;
	if ((*b & 0xFC) != 0xD8 || n < 2 || (b[1] & 0xC0) != 0x80)
		return 0;
	return gh_letter_class((*b & 0x1Fu) << 6 | (b[1] & 0x3Fu)) < GH_CLASS_HARAKA ? 2 : 0;
}

size_t gh_fold_bare_run(const char *text, size_t n)
{
	size_t at = bare_blocks(text, n), tried = at;

	while (at < n) {
		size_t step = bare_one((const unsigned char *)text + at, n - at);

		if (step == 0)
			break;
		at += step;
		if (at - tried >= BLOCK)
			tried = at += bare_blocks(text + at, n - at);
	}
	return at;
}

size_t gh_fold_bare_next(const char *text, size_t n, char *out, size_t *size)
{
	uint32_t cp;
	size_t step = gh_utf8_next(text, n, &cp);
	enum gh_class class = gh_letter_class(cp);
	const char *clean = "";

	if (class == GH_CLASS_FORM_B || class == GH_CLASS_FORM_A || class == GH_CLASS_FORM_OTHER)
		clean = gh_letter_clean(cp);
	else if (class == GH_CLASS_ODD_BLANK)
		clean = " ";
	else if (cp == GH_UTF8_BAD)
		clean = "\xEF\xBF\xBD";
	*size = strlen(clean);
	if (*size > 0) {
		memcpy(out, clean, *size);
	} else if (gh_is_bare(cp)) {
		memcpy(out, text, step);
		*size = step;
	}
	return step;
}

size_t gh_fold_bare(const char *text, size_t n, char *out)
{
	size_t at = 0, size = 0;

	while (at < n) {
		size_t step = gh_fold_bare_run(text + at, n - at), more;

		memcpy(out + size, text + at, step);
		size += step;
		at += step;
		if (at == n)
			break;
		at += gh_fold_bare_next(text + at, n - at, out + size, &more);
		size += more;
	}
	return size;
}
