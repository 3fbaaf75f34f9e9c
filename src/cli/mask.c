/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "mask.h"

#include <stdatomic.h>

#ifdef GH_HAVE_X86
#include <immintrin.h>
#endif

/* ---- any machine ---- */

static inline uint64_t is_end(unsigned char byte)
{
	return byte < 0x20 || byte == '"' || byte == '\\';
}

static inline uint64_t may_end_line(unsigned char byte, unsigned char next)
{
	return (byte | 0x20) == 0xE2 && (next & 0xFA) == 0x80;
}

static void ends_portable(const char *text, size_t blocks, uint64_t *masks)
{
	size_t i;

	for (; blocks > 0; blocks--, text += MASK_BLOCK, masks++)
		for (*masks = i = 0; i < MASK_BLOCK; i++)
			*masks |= is_end((unsigned char)text[i]) << i;
}

static void quoted_portable(const char *text, size_t blocks, uint64_t *masks)
{
	size_t i;

	ends_portable(text, blocks, masks);
	for (; blocks > 0; blocks--, text += MASK_BLOCK, masks++)
		for (i = 0; i < MASK_BLOCK; i++)
			*masks |= may_end_line((unsigned char)text[i], (unsigned char)text[i + 1]) << i;
}

#ifdef GH_HAVE_X86

/*
 * With the second bit turned over, the quote stands behind the control characters; C2 and E2 differ
 * in one bit, and what may follow them in two.
 */
#define TURN 0x02
#define CASE 0x20
#define TAIL ((char)0xFA)

/* ---- SSE2 ---- */

#define SPLAT16(byte) _mm_set1_epi8((char)(byte))

static inline __m128i load16(const char *at)
{
	return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline __m128i ends16(__m128i byte)
{
	__m128i turned = _mm_xor_si128(byte, SPLAT16(TURN));

	return _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(turned, SPLAT16(0x20)), turned),
	                    _mm_cmpeq_epi8(byte, SPLAT16('\\')));
}

static inline __m128i quoted16(__m128i byte, __m128i next)
{
	__m128i lead = _mm_cmpeq_epi8(_mm_or_si128(byte, SPLAT16(CASE)), SPLAT16(0xE2));
	__m128i tail = _mm_cmpeq_epi8(_mm_and_si128(next, SPLAT16(TAIL)), SPLAT16(0x80));

	return _mm_or_si128(ends16(byte), _mm_and_si128(lead, tail));
}

static inline uint64_t bits16(__m128i bytes)
{
	return (uint64_t)_mm_movemask_epi8(bytes);
}

static void ends_sse2(const char *text, size_t blocks, uint64_t *masks)
{
	for (; blocks > 0; blocks--, text += MASK_BLOCK)
		*masks++ = bits16(ends16(load16(text))) | bits16(ends16(load16(text + 16))) << 16 |
		           bits16(ends16(load16(text + 32))) << 32 |
		           bits16(ends16(load16(text + 48))) << 48;
}

static inline uint64_t look16(const char *at)
{
	return bits16(quoted16(load16(at), load16(at + 1)));
}

static void quoted_sse2(const char *text, size_t blocks, uint64_t *masks)
{
	for (; blocks > 0; blocks--, text += MASK_BLOCK)
		*masks++ = look16(text) | look16(text + 16) << 16 | look16(text + 32) << 32 |
		           look16(text + 48) << 48;
}

/* ---- AVX2 ---- */

#define SPLAT32(byte) _mm256_set1_epi8((char)(byte))

GH_AVX2 static inline __m256i load32(const char *at)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

GH_AVX2 static inline __m256i ends32(__m256i byte)
{
	__m256i turned = _mm256_xor_si256(byte, SPLAT32(TURN));

	return _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_min_epu8(turned, SPLAT32(0x20)), turned),
	                       _mm256_cmpeq_epi8(byte, SPLAT32('\\')));
}

GH_AVX2 static inline __m256i quoted32(__m256i byte, __m256i next)
{
	__m256i lead = _mm256_cmpeq_epi8(_mm256_or_si256(byte, SPLAT32(CASE)), SPLAT32(0xE2));
	__m256i tail = _mm256_cmpeq_epi8(_mm256_and_si256(next, SPLAT32(TAIL)), SPLAT32(0x80));

	return _mm256_or_si256(ends32(byte), _mm256_and_si256(lead, tail));
}

GH_AVX2 static inline uint64_t bits32(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

GH_AVX2 static void ends_avx2(const char *text, size_t blocks, uint64_t *masks)
{
	for (; blocks > 0; blocks--, text += MASK_BLOCK)
		*masks++ = bits32(ends32(load32(text))) | bits32(ends32(load32(text + 32))) << 32;
}

GH_AVX2 static void quoted_avx2(const char *text, size_t blocks, uint64_t *masks)
{
	for (; blocks > 0; blocks--, text += MASK_BLOCK)
		*masks++ = bits32(quoted32(load32(text), load32(text + 1))) |
		           bits32(quoted32(load32(text + 32), load32(text + 33))) << 32;
}

/* ---- AVX-512 ---- */

#define SPLAT64(byte) _mm512_set1_epi8((char)(byte))

GH_AVX512 static inline uint64_t ends64(__m512i byte)
{
	return _mm512_cmple_epu8_mask(_mm512_xor_si512(byte, SPLAT64(TURN)), SPLAT64(0x20)) |
	       _mm512_cmpeq_epi8_mask(byte, SPLAT64('\\'));
}

GH_AVX512 static inline uint64_t quoted64(__m512i byte, __m512i next)
{
	uint64_t lead = _mm512_cmpeq_epi8_mask(_mm512_or_si512(byte, SPLAT64(CASE)), SPLAT64(0xE2));
	uint64_t tail = _mm512_cmpeq_epi8_mask(_mm512_and_si512(next, SPLAT64(TAIL)), SPLAT64(0x80));

	return ends64(byte) | (lead & tail);
}

GH_AVX512 static void ends_avx512(const char *text, size_t blocks, uint64_t *masks)
{
	for (; blocks > 0; blocks--, text += MASK_BLOCK)
		*masks++ = ends64(_mm512_loadu_si512(text));
}

GH_AVX512 static void quoted_avx512(const char *text, size_t blocks, uint64_t *masks)
{
	for (; blocks > 0; blocks--, text += MASK_BLOCK)
		*masks++ = quoted64(_mm512_loadu_si512(text), _mm512_loadu_si512(text + 1));
}

#endif

/* ---- which of them ---- */

const struct masks *masks_by(enum gh_kernel kernel)
{
	static const struct masks all[GH_KERNELS] = {
		[GH_KERNEL_PORTABLE] = {ends_portable, quoted_portable},
#ifdef GH_HAVE_X86
		[GH_KERNEL_SSE2] = {ends_sse2, quoted_sse2},
		[GH_KERNEL_AVX2] = {ends_avx2, quoted_avx2},
		[GH_KERNEL_AVX512] = {ends_avx512, quoted_avx512},
#endif
	};

	return all[kernel].ends && gh_kernel_runs(kernel) ? &all[kernel] : NULL;
}

const struct masks *masks(void)
{
	/* Every thread finds out the same. */
	static _Atomic(const struct masks *) known;
	const struct masks *found = atomic_load_explicit(&known, memory_order_relaxed);
	size_t kernel = GH_KERNELS;

	if (found)
		return found;
	while (!found)
		found = masks_by((enum gh_kernel)--kernel);
	atomic_store_explicit(&known, found, memory_order_relaxed);
	return found;
}
