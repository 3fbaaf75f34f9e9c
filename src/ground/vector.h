/* SPDX-License-Identifier: MIT */
/*
 * Sixteen bytes at a time, by SSE2 or by NEON: for kernels that are written once for both.
 *
 * What compares gives ones in the bytes where it holds and zeros in the others.
 */
#ifndef GH_VECTOR_H
#define GH_VECTOR_H

#include <stdint.h>

#include "ground/kernel.h"

#if defined(GH_HAVE_SSE2)

#define GH_HAVE_VECTOR 1

#include <emmintrin.h>

typedef __m128i gh_vector;

GH_WITHIN gh_vector gh_vector_at(const void *from)
{
	return _mm_loadu_si128((const __m128i *)from);
}

GH_WITHIN gh_vector gh_spread(unsigned byte)
{
	return _mm_set1_epi8((char)byte);
}

GH_WITHIN gh_vector gh_equal(gh_vector v, gh_vector w)
{
	return _mm_cmpeq_epi8(v, w);
}

GH_WITHIN gh_vector gh_is(gh_vector v, unsigned byte)
{
	return _mm_cmpeq_epi8(v, gh_spread(byte));
}

GH_WITHIN gh_vector gh_is_in(gh_vector v, unsigned from, unsigned to)
{
	gh_vector above = _mm_sub_epi8(v, gh_spread(from));

	return _mm_cmpeq_epi8(_mm_min_epu8(above, gh_spread(to - from)), above);
}

/* 0x80 to the byte before this, which is above 0x80 */
GH_WITHIN gh_vector gh_is_high_below(gh_vector v, unsigned byte)
{
	return _mm_cmplt_epi8(v, gh_spread(byte));
}

GH_WITHIN gh_vector gh_and(gh_vector v, gh_vector w)
{
	return _mm_and_si128(v, w);
}

GH_WITHIN gh_vector gh_or(gh_vector v, gh_vector w)
{
	return _mm_or_si128(v, w);
}

GH_WITHIN gh_vector gh_add(gh_vector v, gh_vector w)
{
	return _mm_add_epi8(v, w);
}

GH_WITHIN gh_vector gh_lesser(gh_vector v, gh_vector w)
{
	return _mm_min_epu8(v, w);
}

GH_WITHIN gh_vector gh_greater(gh_vector v, gh_vector w)
{
	return _mm_max_epu8(v, w);
}

/* The second byte of each of the eight pairs in v and in w. */
GH_WITHIN gh_vector gh_seconds(gh_vector v, gh_vector w)
{
	return _mm_packus_epi16(_mm_srli_epi16(v, 8), _mm_srli_epi16(w, 8));
}

GH_WITHIN void gh_vector_put(void *to, gh_vector v)
{
	_mm_storeu_si128((__m128i *)to, v);
}

/* where `there` has ones, v, and elsewhere w */
GH_WITHIN gh_vector gh_choose(gh_vector there, gh_vector v, gh_vector w)
{
	return _mm_or_si128(_mm_and_si128(there, v), _mm_andnot_si128(there, w));
}

/* A bit for each of 64 bytes that are all ones or zeros. */
GH_WITHIN uint64_t gh_bits_of_64(gh_vector a, gh_vector b, gh_vector c, gh_vector d)
{
	return (uint64_t)_mm_movemask_epi8(a) | (uint64_t)_mm_movemask_epi8(b) << 16 |
	       (uint64_t)_mm_movemask_epi8(c) << 32 | (uint64_t)_mm_movemask_epi8(d) << 48;
}

#elif defined(GH_HAVE_NEON)

#define GH_HAVE_VECTOR 1

#include <arm_neon.h>

typedef uint8x16_t gh_vector;

GH_WITHIN gh_vector gh_vector_at(const void *from)
{
	return vld1q_u8((const uint8_t *)from);
}

GH_WITHIN gh_vector gh_spread(unsigned byte)
{
	return vdupq_n_u8((uint8_t)byte);
}

GH_WITHIN gh_vector gh_equal(gh_vector v, gh_vector w)
{
	return vceqq_u8(v, w);
}

GH_WITHIN gh_vector gh_is(gh_vector v, unsigned byte)
{
	return vceqq_u8(v, gh_spread(byte));
}

GH_WITHIN gh_vector gh_is_in(gh_vector v, unsigned from, unsigned to)
{
	return vcleq_u8(vsubq_u8(v, gh_spread(from)), gh_spread(to - from));
}

GH_WITHIN gh_vector gh_is_high_below(gh_vector v, unsigned byte)
{
	return vcltq_s8(vreinterpretq_s8_u8(v), vreinterpretq_s8_u8(gh_spread(byte)));
}

GH_WITHIN gh_vector gh_and(gh_vector v, gh_vector w)
{
	return vandq_u8(v, w);
}

GH_WITHIN gh_vector gh_or(gh_vector v, gh_vector w)
{
	return vorrq_u8(v, w);
}

GH_WITHIN gh_vector gh_add(gh_vector v, gh_vector w)
{
	return vaddq_u8(v, w);
}

GH_WITHIN gh_vector gh_lesser(gh_vector v, gh_vector w)
{
	return vminq_u8(v, w);
}

GH_WITHIN gh_vector gh_greater(gh_vector v, gh_vector w)
{
	return vmaxq_u8(v, w);
}

/* The second byte of each of the eight pairs in v and in w. */
GH_WITHIN gh_vector gh_seconds(gh_vector v, gh_vector w)
{
	return vuzp2q_u8(v, w);
}

GH_WITHIN void gh_vector_put(void *to, gh_vector v)
{
	vst1q_u8((uint8_t *)to, v);
}

GH_WITHIN gh_vector gh_choose(gh_vector there, gh_vector v, gh_vector w)
{
	return vbslq_u8(there, v, w);
}

/* Neighbours are added until eight bits are in one byte. */
GH_WITHIN uint64_t gh_bits_of_64(gh_vector a, gh_vector b, gh_vector c, gh_vector d)
{
	static const uint8_t powers[16] = {1, 2, 4, 8, 16, 32, 64, 128,
	                                   1, 2, 4, 8, 16, 32, 64, 128};
	uint8x16_t bit = vld1q_u8(powers);
	uint8x16_t low = vpaddq_u8(vandq_u8(a, bit), vandq_u8(b, bit));
	uint8x16_t high = vpaddq_u8(vandq_u8(c, bit), vandq_u8(d, bit));
	uint8x16_t sum = vpaddq_u8(low, high);

	return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

#endif

#ifdef GH_HAVE_VECTOR

/* the rest of a character: 0x80 to 0xBF */
GH_WITHIN gh_vector gh_is_rest(gh_vector v)
{
	return gh_is_high_below(v, 0xC0);
}

#endif

#endif
