/* SPDX-License-Identifier: MIT */
#include "normal/scan.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#include <immintrin.h>
#endif

enum sort { LOOK, PLAIN, BLANK, CALM_LEAD, ARABIC_LEAD };

#define AVX2_STEP 32

static bool is_tail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

static bool is_calm_pair(const struct gh_scan *scan, const unsigned char *b)
{
	return (b[0] & 0xFC) == 0xD8 && is_tail(b[1]) &&
	       !scan->wanted[(b[0] & 3) << 6 | (b[1] & 0x3F)];
}

static size_t next_portable(const struct gh_scan *scan, const unsigned char *b, size_t i, size_t n)
{
	while (i < n) {
		enum sort sort;

		/* Most of the text there is: letters of the Arabic block, one after the other. */
		while (i + 1 < n && is_calm_pair(scan, b + i))
			i += 2;
		if (i == n)
			break;
		sort = (enum sort)scan->sort[b[i]];
		if (sort == LOOK || sort == ARABIC_LEAD)
			return i;
		if (sort == BLANK && scan->line_ends && i + 1 < n && b[i + 1] == '\n')
			return i;
		if (sort == CALM_LEAD && (i + 1 >= n || !is_tail(b[i + 1])))
			return i;
		i += sort == CALM_LEAD ? 2 : 1;
	}
	return n;
}

size_t gh_scan_portable(const struct gh_scan *scan, const char *text, size_t n)
{
	return next_portable(scan, (const unsigned char *)text, 0, n);
}

static size_t next_anything(const struct gh_scan *scan, const char *text, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		bool blank = text[i] == ' ' || text[i] == '\t';

		if (!blank && text[i] != '\n')
			return i;
		if (blank && scan->line_ends && i + 1 < n && text[i + 1] == '\n')
			return i;
	}
	return n;
}

#ifdef HAVE_AVX2

#define AVX2 __attribute__((target("avx2")))
#define SPLAT(byte) _mm256_set1_epi8((char)(byte))

struct masks {
	uint32_t plain, lead, tail, next_tail, look;
};

AVX2 static inline uint32_t bits(__m256i v)
{
	return (uint32_t)_mm256_movemask_epi8(v);
}

/* Bytes from first to last, as unsigned numbers. */
AVX2 static inline __m256i between(__m256i v, unsigned first, unsigned last)
{
	__m256i from = _mm256_sub_epi8(v, SPLAT(first));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(from, SPLAT(last - first)), from);
}

/*
 * Of each byte and the one after it, read as a character of 0600-06FF, whether it is wanted.  A set
 * is 16 bytes by the low nibble of the second byte; in each byte one bit for the other two bits of
 * the second byte and the lowest of the lead; the next bit of the lead chooses the set.
 */
AVX2 static inline __m256i wanted(__m256i v, __m256i next, __m256i low_set, __m256i high_set)
{
	const __m256i bit =
		_mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2,
	                         4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
	__m256i low = _mm256_and_si256(next, SPLAT(0x0F));
	__m256i row = _mm256_or_si256(_mm256_and_si256(_mm256_srli_epi16(next, 4), SPLAT(3)),
	                              _mm256_slli_epi16(_mm256_and_si256(v, SPLAT(1)), 2));
	__m256i set =
		_mm256_blendv_epi8(_mm256_shuffle_epi8(low_set, low),
	                           _mm256_shuffle_epi8(high_set, low), _mm256_slli_epi16(v, 6));
	__m256i one = _mm256_shuffle_epi8(bit, row);

	return _mm256_cmpeq_epi8(_mm256_and_si256(set, one), one);
}

AVX2 static inline struct masks sort_block(const struct gh_scan *scan, const unsigned char *b,
                                           __m256i low_set, __m256i high_set)
{
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)b);
	__m256i next = _mm256_loadu_si256((const __m256i *)(const void *)(b + 1));
	__m256i arabic = _mm256_cmpeq_epi8(_mm256_and_si256(v, SPLAT(0xFC)), SPLAT(0xD8));
	__m256i calm = _mm256_or_si256(between(v, 0xC3, 0xCB), between(v, 0xCF, 0xD1));
	__m256i blank = _mm256_or_si256(_mm256_cmpeq_epi8(v, SPLAT(' ')),
	                                _mm256_cmpeq_epi8(v, SPLAT('\t')));
	__m256i plain = _mm256_or_si256(between(v, 0x20, 0x7E), between(v, '\t', '\n'));
	__m256i stop = _mm256_and_si256(arabic, wanted(v, next, low_set, high_set));
	__m256i extra = _mm256_andnot_si256(_mm256_cmpeq_epi8(SPLAT(scan->extra), SPLAT('\n')),
	                                    _mm256_cmpeq_epi8(v, SPLAT(scan->extra)));
	__m256i ends =
		_mm256_and_si256(_mm256_and_si256(blank, _mm256_cmpeq_epi8(next, SPLAT('\n'))),
	                         SPLAT(scan->line_ends ? 0xFF : 0));
	struct masks m;

	m.plain = bits(plain);
	m.lead = bits(_mm256_or_si256(arabic, calm));
	m.tail = bits(_mm256_cmpgt_epi8(SPLAT(0xC0), v));
	m.next_tail = bits(_mm256_cmpgt_epi8(SPLAT(0xC0), next));
	m.look = bits(_mm256_or_si256(stop, _mm256_or_si256(ends, extra)));
	return m;
}

AVX2 static inline __m256i both_lanes(const unsigned char *set)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)set));
}

AVX2 static size_t next_avx2(const struct gh_scan *scan, const char *text, size_t n)
{
	const unsigned char *b = (const unsigned char *)text;
	__m256i low_set = both_lanes(scan->sets[0]), high_set = both_lanes(scan->sets[1]);
	uint32_t open = 0; /* the block before ended in a lead byte */
	size_t i = 0;

	for (; i + AVX2_STEP < n; i += AVX2_STEP) {
		struct masks m = sort_block(scan, b + i, low_set, high_set);
		uint32_t look = m.look | ~(m.plain | m.lead | m.tail) | (m.lead & ~m.next_tail) |
		                (m.tail & ~(m.lead << 1 | open));

		if (look)
			return i + (size_t)__builtin_ctz(look);
		open = m.lead >> 31;
	}
	return next_portable(scan, b, i - open, n);
}

static void fill_sets(struct gh_scan *scan)
{
	unsigned at;

	memset(scan->sets, 0, sizeof scan->sets);
	for (at = 0; at < 256; at++)
		if (scan->wanted[at])
			scan->sets[at >> 7][at & 0x0F] |= (unsigned char)(1u << (at >> 4 & 7));
}

#endif

static enum sort sort_of(unsigned byte)
{
	if (byte == ' ' || byte == '\t')
		return BLANK;
	if ((byte > ' ' && byte < 0x7F) || byte == '\n')
		return PLAIN;
	if ((byte >= 0xC3 && byte <= 0xCB) || (byte >= 0xCF && byte <= 0xD1))
		return CALM_LEAD;
	return byte >= 0xD8 && byte <= 0xDB ? ARABIC_LEAD : LOOK;
}

void gh_scan_prepare(struct gh_scan *scan)
{
	unsigned byte;

	for (byte = 0; byte < 256; byte++)
		scan->sort[byte] = (unsigned char)sort_of(byte);
	if (scan->extra != '\n')
		scan->sort[scan->extra] = LOOK;
	scan->next = scan->everything ? next_anything : gh_scan_portable;
#ifdef HAVE_AVX2
	fill_sets(scan);
	if (!scan->everything && __builtin_cpu_supports("avx2"))
		scan->next = next_avx2;
#endif
}
