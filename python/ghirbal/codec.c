/* SPDX-License-Identifier: MIT */
#include "codec.h"

#include <string.h>

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>
#define SHUFFLES 1
#define SSSE3 __attribute__((target("ssse3,popcnt")))
#endif

/* ---- eight at a time ---- */

#ifdef SHUFFLES
/*
 * Letters of one byte and of two mix in every text, so which is where is looked up by a mask of eight
 * bits rather than asked letter by letter: the bytes of the letters, drawn together or apart.
 */
static struct {
	unsigned char together[256][16]; /* mask: the units that are ASCII */
	unsigned char apart[256][16];    /* mask: the bytes that go on with a letter */
	unsigned char letters[256], bytes[256]; /* of apart: whole letters in eight bytes, and their bytes */
	bool usable;
} shuffles;

#define NOTHING 0x80

static void fill_together(unsigned mask)
{
	unsigned char *to = shuffles.together[mask];
	unsigned i;

	memset(to, NOTHING, 16);
	for (i = 0; i < 8; i++) {
		*to++ = (unsigned char)(2 * i);
		if (!(mask >> i & 1))
			*to++ = (unsigned char)(2 * i + 1);
	}
}

static void fill_apart(unsigned mask)
{
	unsigned char *to = shuffles.apart[mask];
	unsigned i = 0, letters = 0;

	memset(to, NOTHING, 16);
	/* The last byte may begin a letter that goes on behind them. */
	while (i < 7) {
		unsigned two = mask >> (i + 1) & 1;

		*to++ = (unsigned char)(i + two);
		*to++ = (unsigned char)(two ? i : NOTHING);
		i += 1 + two;
		letters++;
	}
	shuffles.letters[mask] = (unsigned char)letters;
	shuffles.bytes[mask] = (unsigned char)i;
}

void codec_init(void)
{
	unsigned mask;

	for (mask = 0; mask < 256; mask++) {
		fill_together(mask);
		fill_apart(mask);
	}
	shuffles.usable = __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("popcnt");
}

/* Writes code points below 0x800 while there are eight; returns how many, and moves *out on. */
SSSE3 static size_t put_letters(const uint32_t *points, size_t count, char **out)
{
	const __m128i zero = _mm_setzero_si128();
	size_t i;

	for (i = 0; count - i >= 8; i += 8) {
		__m128i low = _mm_loadu_si128((const __m128i *)(const void *)(points + i));
		__m128i high = _mm_loadu_si128((const __m128i *)(const void *)(points + i + 4));
		__m128i beyond = _mm_srli_epi32(_mm_or_si128(low, high), 11);
		__m128i unit = _mm_packs_epi32(low, high), ascii, both;
		unsigned mask;

		if (_mm_movemask_epi8(_mm_cmpeq_epi32(beyond, zero)) != 0xFFFF)
			break;
		ascii = _mm_cmpeq_epi16(_mm_srli_epi16(unit, 7), zero);
		mask = (unsigned)_mm_movemask_epi8(_mm_packs_epi16(ascii, zero));
		/* First byte low, second byte high. */
		both = _mm_or_si128(_mm_srli_epi16(unit, 6),
		                    _mm_slli_epi16(_mm_and_si128(unit, _mm_set1_epi16(0x3F)), 8));
		both = _mm_or_si128(both, _mm_set1_epi16((short)0x80C0));
		both = _mm_or_si128(_mm_andnot_si128(ascii, both), _mm_and_si128(ascii, unit));
		both = _mm_shuffle_epi8(
			both, _mm_loadu_si128((const __m128i *)(const void *)shuffles.together[mask]));
		_mm_storeu_si128((__m128i *)(void *)*out, both);
		*out += 16 - __builtin_popcount(mask);
	}
	return i;
}

/* Reads letters of one or two bytes while there are eight bytes; returns how many, and moves *out on. */
SSSE3 static size_t take_letters(const char *text, size_t size, uint16_t **out)
{
	size_t i = 0;

	while (size - i >= 8) {
		__m128i byte = _mm_loadl_epi64((const __m128i *)(const void *)(text + i)), unit;
		unsigned mask;

		/* As signed bytes those of ASCII are above DF too, but have no sign. */
		if (_mm_movemask_epi8(_mm_and_si128(_mm_cmpgt_epi8(byte, _mm_set1_epi8((char)0xDF)),
		                                    byte)) & 0xFF)
			break;
		mask = (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(byte, _mm_set1_epi8((char)0xC0))) & 0xFF;
		unit = _mm_shuffle_epi8(byte, _mm_loadu_si128((const __m128i *)(const void *)
		                                              shuffles.apart[mask]));
		/* Second byte low, first byte high. */
		unit = _mm_or_si128(_mm_and_si128(_mm_srli_epi16(unit, 2), _mm_set1_epi16(0x7C0)),
		                    _mm_and_si128(unit, _mm_set1_epi16(0x7F)));
		_mm_storeu_si128((__m128i *)(void *)*out, unit);
		*out += shuffles.letters[mask];
		i += shuffles.bytes[mask];
	}
	return i;
}
#else
void codec_init(void)
{
}
#endif

/* Where there are no shuffles, all is done letter by letter. */
static size_t put_many(const uint32_t *points, size_t count, char **out)
{
#ifdef SHUFFLES
	if (shuffles.usable)
		return put_letters(points, count, out);
#endif
	(void)points, (void)count, (void)out;
	return 0;
}

static size_t take_many(const char *text, size_t size, uint16_t **out)
{
#ifdef SHUFFLES
	if (shuffles.usable)
		return take_letters(text, size, out);
#endif
	(void)text, (void)size, (void)out;
	return 0;
}

/* ---- letter by letter ---- */

static char *put_point(uint32_t point, char *out)
{
	if (point >= 0x10000) {
		*out++ = (char)(0xF0 | point >> 18);
		*out++ = (char)(0x80 | (point >> 12 & 0x3F));
	} else {
		*out++ = (char)(0xE0 | point >> 12);
	}
	*out++ = (char)(0x80 | (point >> 6 & 0x3F));
	*out++ = (char)(0x80 | (point & 0x3F));
	return out;
}

static bool is_high(uint32_t point)
{
	return point >> 10 == 0xD800 >> 10;
}

static bool is_low(uint32_t point)
{
	return point >> 10 == 0xDC00 >> 10;
}

size_t points_to_utf8(const uint32_t *points, size_t count, char *out, bool *repaired)
{
	const char *begin = out;
	size_t i;

	*repaired = false;
	for (i = put_many(points, count, &out); i < count; i++) {
		uint32_t point = points[i];

		if (point < 0x800) {
			/* Both bytes are written and one may be written over: words end too often to guess. */
			unsigned two = point >= 0x80;

			out[0] = (char)(two ? 0xC0 | point >> 6 : point);
			out[1] = (char)(0x80 | (point & 0x3F));
			out += 1 + two;
			continue;
		}
		if (is_high(point) && i + 1 < count && is_low(points[i + 1])) {
			out = put_point(0x10000 + ((point & 0x3FF) << 10) + (points[i + 1] & 0x3FF), out);
			*repaired = true;
			i++;
		} else if (is_high(point) || is_low(point)) {
			out = put_point(0xFFFD, out);
			*repaired = true;
		} else {
			out = put_point(point, out);
		}
		i += put_many(points + i + 1, count - i - 1, &out);
	}
	return (size_t)(out - begin);
}

size_t utf8_to_utf16(const char *text, size_t size, uint16_t *out)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + size;
	const uint16_t *begin = out;

	at += take_many(text, size, &out);
	while (at < end) {
		if (*at < 0xE0) {
			unsigned two = *at >= 0xC0;
			/* Of an ASCII letter at the end of the text nothing behind it is read. */
			unsigned next = at[two] & 0x3F;

			*out++ = (uint16_t)(two ? (unsigned)(*at & 0x1F) << 6 | next : *at);
			at += 1 + two;
			continue;
		}
		if (*at < 0xF0) {
			*out++ = (uint16_t)((*at & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F));
			at += 3;
		} else {
			uint32_t point = (uint32_t)((*at & 0x07) << 18 | (at[1] & 0x3F) << 12 |
			                            (at[2] & 0x3F) << 6 | (at[3] & 0x3F)) - 0x10000;

			*out++ = (uint16_t)(0xD800 | point >> 10);
			*out++ = (uint16_t)(0xDC00 | (point & 0x3FF));
			at += 4;
		}
		at += take_many((const char *)at, (size_t)(end - at), &out);
	}
	return (size_t)(out - begin);
}
