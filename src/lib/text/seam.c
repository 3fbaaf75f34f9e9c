/* SPDX-License-Identifier: MIT */
#include "text/seam.h"

#include <stdint.h>
#include <string.h>

#ifdef GH_HAVE_SSE2
#include <emmintrin.h>
#endif
#ifdef GH_HAVE_X86
#include <immintrin.h>
#endif
#ifdef GH_HAVE_NEON
#include <arm_neon.h>
#endif

static size_t next_portable(const char *line, size_t at, size_t n)
{
	const char *blank = line + at, *end = line + n;

	while (blank < end && (blank = memchr(blank, ' ', (size_t)(end - blank)))) {
		if (++blank < end && (*blank == ' ' || *blank == '\t' || *blank == '|' ||
		                      *blank == '\xE2'))
			return (size_t)(blank - line) - 1;
	}
	return n;
}

/*
 * A loop over vectors of width bytes, each byte seen with the one behind it; seams() gives bits
 * bits for each.  The last vector is laid to the line's end, over bytes that were seen.
 */
#define KERNEL(name, target, width, bits)                                                          \
	target static size_t next_##name(const char *line, size_t at, size_t n)                    \
	{                                                                                          \
		uint64_t found;                                                                    \
                                                                                                   \
		if (n < (width) + 1 || at + 1 >= n)                                                \
			return next_portable(line, at, n);                                         \
		for (; at + (width) < n; at += (width))                                            \
			if ((found = seams_##name(line + at)) != 0)                                \
				return at + (size_t)__builtin_ctzll(found) / (bits);               \
		if (at + 1 >= n)                                                                   \
			return n;                                                                  \
		found = seams_##name(line + n - (width) - 1) >> (bits) * (at + (width) + 1 - n);   \
		return found ? at + (size_t)__builtin_ctzll(found) / (bits) : n;                   \
	}

#ifdef GH_HAVE_SSE2

static inline uint64_t seams_sse2(const char *at)
{
	__m128i byte = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i next = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
	__m128i space = _mm_set1_epi8(' ');
	__m128i blank = _mm_or_si128(_mm_cmpeq_epi8(next, space),
	                             _mm_cmpeq_epi8(next, _mm_set1_epi8('\t')));
	__m128i sign = _mm_or_si128(_mm_cmpeq_epi8(next, _mm_set1_epi8('|')),
	                            _mm_cmpeq_epi8(next, _mm_set1_epi8('\xE2')));

	return (uint64_t)_mm_movemask_epi8(
		_mm_and_si128(_mm_cmpeq_epi8(byte, space), _mm_or_si128(blank, sign)));
}

KERNEL(sse2, , 16, 1)

#endif

#ifdef GH_HAVE_X86

/*
 * What may stand behind the space, by the low half of the byte: one comparison for three.  For a
 * byte above 0x7F the shuffle gives 0, which is not equal to it.
 */
#define BEHIND ' ', -1, -1, -1, -1, -1, -1, -1, -1, '\t', -1, -1, '|', -1, -1, -1

GH_AVX2 static inline uint64_t seams_avx2(const char *at)
{
	__m256i byte = _mm256_loadu_si256((const __m256i *)(const void *)at);
	__m256i next = _mm256_loadu_si256((const __m256i *)(const void *)(at + 1));
	__m256i of = _mm256_shuffle_epi8(_mm256_setr_epi8(BEHIND, BEHIND), next);
	__m256i behind = _mm256_or_si256(_mm256_cmpeq_epi8(of, next),
	                                 _mm256_cmpeq_epi8(next, _mm256_set1_epi8('\xE2')));

	return (uint32_t)_mm256_movemask_epi8(
		_mm256_and_si256(_mm256_cmpeq_epi8(byte, _mm256_set1_epi8(' ')), behind));
}

KERNEL(avx2, GH_AVX2, 32, 1)

GH_AVX512 static inline uint64_t seams_avx512(const char *at)
{
	__m512i byte = _mm512_loadu_si512(at), next = _mm512_loadu_si512(at + 1);
	__m512i of = _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_setr_epi8(BEHIND)), next);
	uint64_t spaces = _mm512_cmpeq_epi8_mask(byte, _mm512_set1_epi8(' '));

	return _mm512_mask_cmpeq_epi8_mask(spaces, of, next) |
	       _mm512_mask_cmpeq_epi8_mask(spaces, next, _mm512_set1_epi8('\xE2'));
}

KERNEL(avx512, GH_AVX512, 64, 1)

#endif

#ifdef GH_HAVE_NEON

static inline uint64_t seams_neon(const char *at)
{
	uint8x16_t byte = vld1q_u8((const uint8_t *)at), next = vld1q_u8((const uint8_t *)at + 1);
	uint8x16_t space = vdupq_n_u8(' ');
	uint8x16_t blank = vorrq_u8(vceqq_u8(next, space), vceqq_u8(next, vdupq_n_u8('\t')));
	uint8x16_t sign =
		vorrq_u8(vceqq_u8(next, vdupq_n_u8('|')), vceqq_u8(next, vdupq_n_u8(0xE2)));
	uint8x16_t hit = vandq_u8(vceqq_u8(byte, space), vorrq_u8(blank, sign));

	/* Four bits a byte: what comes nearest to a mask of bits there. */
	return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(hit), 4)), 0);
}

KERNEL(neon, , 16, 4)

#endif

gh_seam_kernel *gh_seam_kernel_of(enum gh_kernel kernel)
{
	static gh_seam_kernel *const kernels[GH_KERNELS] = {
		[GH_KERNEL_PORTABLE] = next_portable,
#ifdef GH_HAVE_SSE2
		[GH_KERNEL_SSE2] = next_sse2,
#endif
#ifdef GH_HAVE_X86
		[GH_KERNEL_AVX2] = next_avx2,
		[GH_KERNEL_AVX512] = next_avx512,
#endif
#ifdef GH_HAVE_NEON
		[GH_KERNEL_NEON] = next_neon,
#endif
	};

	return gh_kernel_runs(kernel) ? kernels[kernel] : NULL;
}

gh_seam_kernel *gh_seam_fastest(void)
{
	size_t kernel = GH_KERNELS;
	gh_seam_kernel *found = NULL;

	while (!found)
		found = gh_seam_kernel_of((enum gh_kernel)--kernel);
	return found;
}
