/* SPDX-License-Identifier: MIT */
/*
 * The scan by vectors of 16, 32 or 64 bytes, each byte seen with the one behind it.
 *
 * A byte calls for a look if it may not be passed over, if it is a lead without a tail or none
 * before a tail, if it begins a character that is wanted, or if it is a blank before LF.
 */
#include "normal/scan.h"

#include "ground/vector.h"

#ifdef GH_HAVE_X86
#include <immintrin.h>
#endif

#ifdef GH_HAVE_SSE2

/*
 * ---- SSE2, which looks up no bytes: what surely calls for none is left out, the rest seen byte by
 * byte ----
 */

struct range {
	gh_vector from, most; /* and how much is added to it at most */
};

struct calm {
	gh_vector extra;
	struct range wanted_d8, calm_d9;
};

static inline struct range range_of(struct gh_scan_range range)
{
	return (struct range){gh_spread(range.from), gh_spread((unsigned)(range.to - range.from))};
}

static inline gh_vector is_among(gh_vector v, struct range range)
{
	gh_vector above = _mm_sub_epi8(v, range.from);

	return _mm_cmpeq_epi8(_mm_min_epu8(above, range.most), above);
}

static inline uint64_t calm16(const struct calm *calm, const char *at)
{
	gh_vector byte = gh_vector_at(at), next = gh_vector_at(at + 1);
	gh_vector plain = gh_or(gh_is_in(byte, ' ', 0x7E), gh_is(byte, '\n'));
	gh_vector look = gh_or(_mm_cmpeq_epi8(byte, calm->extra),
	                       gh_and(gh_is(byte, ' '), gh_is(next, '\n')));
	gh_vector pair = gh_or(_mm_andnot_si128(is_among(next, calm->wanted_d8), gh_is(byte, 0xD8)),
	                       gh_and(is_among(next, calm->calm_d9), gh_is(byte, 0xD9)));
	gh_vector single = _mm_andnot_si128(look, gh_or(plain, gh_is_rest(byte)));

	return (unsigned)_mm_movemask_epi8(gh_choose(gh_is_rest(next), pair, single));
}

void gh_scan_sse2(const struct gh_scan *scan, const char *text, size_t blocks, uint64_t *looks)
{
	const struct calm calm = {gh_spread(scan->extra == '\n' ? 0x7F : scan->extra),
	                          range_of(scan->wanted_d8), range_of(scan->calm_d9)};

	gh_kernel_clear_uppers();
	for (; blocks > 0; blocks--, text += 64, looks++) {
		const unsigned char *at = (const unsigned char *)text;
		uint64_t left = ~(calm16(&calm, text) | calm16(&calm, text + 16) << 16 |
		                  calm16(&calm, text + 32) << 32 | calm16(&calm, text + 48) << 48);

		for (*looks = 0; left; left &= left - 1) {
			unsigned i = (unsigned)__builtin_ctzll(left);

			*looks |= (uint64_t)gh_scan_calls(scan, at[i], at[i + 1]) << i;
		}
	}
}

#endif

/*
 * Tables by the low half of a byte or by its high one.  A second byte's high half stands for one
 * bit of a set under an even lead and for one under an odd lead; MARKS are what the leads D8 to DB
 * choose.
 */
#define SECOND 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x22, 0x44, (char)0x88, 0, 0, 0, 0
#define MARKS_D8 0x0F, (char)0xF0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
#define MARKS_DA 0, 0, 0x0F, (char)0xF0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0

#ifdef GH_HAVE_X86

/* ---- AVX2 ---- */

#define SPLAT(byte) _mm256_set1_epi8((char)(byte))

struct tables {
	__m256i rows, columns, sets[2];
};

GH_AVX2 static inline __m256i load(const void *from)
{
	return _mm256_loadu_si256((const __m256i *)from);
}

GH_AVX2 static inline __m256i table(const unsigned char *from)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)from));
}

GH_AVX2 static inline __m256i low_half(__m256i bytes)
{
	return _mm256_and_si256(bytes, SPLAT(0x0F));
}

GH_AVX2 static inline __m256i high_half(__m256i bytes)
{
	return low_half(_mm256_srli_epi16(bytes, 4));
}

GH_AVX2 static inline __m256i wanted(const struct tables *tables, __m256i byte, __m256i next)
{
	/* D8 to DB as 0x70 to 0x73: others are above and, from 0x80 on, shuffled to 0. */
	__m256i lead = _mm256_adds_epu8(_mm256_sub_epi8(byte, SPLAT(0xD8)), SPLAT(0x70));
	__m256i low = low_half(next);
	__m256i d8 =
		_mm256_and_si256(_mm256_shuffle_epi8(tables->sets[0], low),
	                         _mm256_shuffle_epi8(_mm256_setr_epi8(MARKS_D8, MARKS_D8), lead));
	__m256i da =
		_mm256_and_si256(_mm256_shuffle_epi8(tables->sets[1], low),
	                         _mm256_shuffle_epi8(_mm256_setr_epi8(MARKS_DA, MARKS_DA), lead));

	return _mm256_and_si256(
		_mm256_or_si256(d8, da),
		_mm256_shuffle_epi8(_mm256_setr_epi8(SECOND, SECOND), high_half(next)));
}

GH_AVX2 static inline uint32_t looks32(const struct tables *tables, const char *at,
                                       __m256i line_ends)
{
	__m256i byte = load(at), next = load(at + 1), zero = _mm256_setzero_si256();
	__m256i pass = _mm256_and_si256(_mm256_shuffle_epi8(tables->rows, high_half(byte)),
	                                _mm256_shuffle_epi8(tables->columns, low_half(byte)));
	__m256i lead = _mm256_cmpeq_epi8(_mm256_max_epu8(byte, SPLAT(0xC0)), byte);
	__m256i broken = _mm256_xor_si256(lead, _mm256_cmpgt_epi8(SPLAT(0xC0), next));
	__m256i blank = _mm256_or_si256(_mm256_cmpeq_epi8(byte, SPLAT(' ')),
	                                _mm256_cmpeq_epi8(byte, SPLAT('\t')));
	__m256i ends = _mm256_and_si256(
		blank, _mm256_and_si256(_mm256_cmpeq_epi8(next, SPLAT('\n')), line_ends));
	__m256i look =
		_mm256_or_si256(_mm256_cmpeq_epi8(pass, zero), _mm256_or_si256(broken, ends));
	__m256i calm = _mm256_cmpeq_epi8(wanted(tables, byte, next), zero);

	return ~(uint32_t)_mm256_movemask_epi8(_mm256_andnot_si256(look, calm));
}

GH_AVX2 void gh_scan_avx2(const struct gh_scan *scan, const char *text, size_t blocks,
                          uint64_t *looks)
{
	const struct tables tables = {table(scan->rows), table(scan->columns),
	                              {table(scan->sets[0]), table(scan->sets[1])}};
	__m256i line_ends = SPLAT(scan->line_ends ? 0xFF : 0);

	for (; blocks > 0; blocks--, text += 64)
		*looks++ = looks32(&tables, text, line_ends) |
		           (uint64_t)looks32(&tables, text + 32, line_ends) << 32;
}

/* ---- AVX-512 ---- */

#define SPLAT64(byte) _mm512_set1_epi8((char)(byte))

struct tables64 {
	__m512i rows, columns, sets[2], marks[2], second;
};

GH_AVX512 static inline __m512i table64(const void *from)
{
	return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)from));
}

GH_AVX512 static inline __m512i low_half64(__m512i bytes)
{
	return _mm512_and_si512(bytes, SPLAT64(0x0F));
}

GH_AVX512 static inline __m512i high_half64(__m512i bytes)
{
	return low_half64(_mm512_srli_epi16(bytes, 4));
}

GH_AVX512 static inline uint64_t wanted64(const struct tables64 *tables, __m512i byte, __m512i next)
{
	__m512i lead = _mm512_adds_epu8(_mm512_sub_epi8(byte, SPLAT64(0xD8)), SPLAT64(0x70));
	__m512i low = low_half64(next);
	__m512i d8 = _mm512_and_si512(_mm512_shuffle_epi8(tables->sets[0], low),
	                              _mm512_shuffle_epi8(tables->marks[0], lead));
	__m512i da = _mm512_and_si512(_mm512_shuffle_epi8(tables->sets[1], low),
	                              _mm512_shuffle_epi8(tables->marks[1], lead));

	return _mm512_test_epi8_mask(_mm512_or_si512(d8, da),
	                             _mm512_shuffle_epi8(tables->second, high_half64(next)));
}

GH_AVX512 static inline uint64_t looks64(const struct tables64 *tables, const char *at,
                                         uint64_t line_ends)
{
	__m512i byte = _mm512_loadu_si512(at), next = _mm512_loadu_si512(at + 1);
	uint64_t pass =
		_mm512_test_epi8_mask(_mm512_shuffle_epi8(tables->rows, high_half64(byte)),
	                              _mm512_shuffle_epi8(tables->columns, low_half64(byte)));
	uint64_t lead = _mm512_cmpge_epu8_mask(byte, SPLAT64(0xC0));
	uint64_t tail = _mm512_cmplt_epi8_mask(next, SPLAT64(0xC0));
	uint64_t blank = _mm512_cmpeq_epi8_mask(byte, SPLAT64(' ')) |
	                 _mm512_cmpeq_epi8_mask(byte, SPLAT64('\t'));
	uint64_t ends = blank & _mm512_cmpeq_epi8_mask(next, SPLAT64('\n')) & line_ends;

	return ~pass | (lead ^ tail) | ends | wanted64(tables, byte, next);
}

GH_AVX512 void gh_scan_avx512(const struct gh_scan *scan, const char *text, size_t blocks,
                              uint64_t *looks)
{
	static const char second[] = {SECOND}, marks[][16] = {{MARKS_D8}, {MARKS_DA}};
	const struct tables64 tables = {table64(scan->rows), table64(scan->columns),
	                                {table64(scan->sets[0]), table64(scan->sets[1])},
	                                {table64(marks[0]), table64(marks[1])}, table64(second)};
	uint64_t line_ends = scan->line_ends ? ~UINT64_C(0) : 0;

	for (; blocks > 0; blocks--, text += 64)
		*looks++ = looks64(&tables, text, line_ends);
}

#endif

#ifdef GH_HAVE_NEON

/* ---- NEON: what vqtbl1q_u8() looks up beyond its table is 0 ---- */

static inline uint8x16_t table16(const void *from)
{
	return vld1q_u8(from);
}

static inline uint8x16_t low_half16(uint8x16_t bytes)
{
	return vandq_u8(bytes, vdupq_n_u8(0x0F));
}

static inline uint8x16_t wanted16(const struct gh_scan *scan, uint8x16_t byte, uint8x16_t next)
{
	static const char second[] = {SECOND}, marks[][16] = {{MARKS_D8}, {MARKS_DA}};
	uint8x16_t lead = vsubq_u8(byte, vdupq_n_u8(0xD8)), low = low_half16(next);
	uint8x16_t d8 = vandq_u8(vqtbl1q_u8(table16(scan->sets[0]), low),
	                         vqtbl1q_u8(table16(marks[0]), lead));
	uint8x16_t da = vandq_u8(vqtbl1q_u8(table16(scan->sets[1]), low),
	                         vqtbl1q_u8(table16(marks[1]), lead));

	return vtstq_u8(vorrq_u8(d8, da), vqtbl1q_u8(table16(second), vshrq_n_u8(next, 4)));
}

static inline uint8x16_t looks16(const struct gh_scan *scan, const char *at)
{
	uint8x16_t byte = vld1q_u8((const uint8_t *)at), next = vld1q_u8((const uint8_t *)at + 1);
	uint8x16_t pass = vtstq_u8(vqtbl1q_u8(table16(scan->rows), vshrq_n_u8(byte, 4)),
	                           vqtbl1q_u8(table16(scan->columns), low_half16(byte)));
	uint8x16_t lead = vcgeq_u8(byte, vdupq_n_u8(0xC0));
	uint8x16_t tail = vcltq_s8(vreinterpretq_s8_u8(next), vdupq_n_s8((int8_t)-64));
	uint8x16_t blank =
		vorrq_u8(vceqq_u8(byte, vdupq_n_u8(' ')), vceqq_u8(byte, vdupq_n_u8('\t')));
	uint8x16_t ends = vandq_u8(vandq_u8(blank, vceqq_u8(next, vdupq_n_u8('\n'))),
	                           vdupq_n_u8(scan->line_ends ? 0xFF : 0));

	return vorrq_u8(vorrq_u8(vmvnq_u8(pass), veorq_u8(lead, tail)),
	                vorrq_u8(ends, wanted16(scan, byte, next)));
}

void gh_scan_neon(const struct gh_scan *scan, const char *text, size_t blocks, uint64_t *looks)
{
	for (; blocks > 0; blocks--, text += 64)
		*looks++ = gh_bits_of_64(looks16(scan, text), looks16(scan, text + 16),
		                         looks16(scan, text + 32), looks16(scan, text + 48));
}

#endif
