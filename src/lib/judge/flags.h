/* SPDX-License-Identifier: MIT */
/*
 * A column of flags, such as facts or marks: which of its lines have some, sixteen at a time.
 *
 * Sixteen lines behind the last are read too and have none.
 */
#ifndef GH_FLAGS_H
#define GH_FLAGS_H

#include <stddef.h>
#include <stdint.h>

#define GH_FLAGS_LINES 16

#if defined(__SSE2__)

#include <emmintrin.h>

/* Every x86-64 has these, so there is nothing to dispatch on. */

static inline __m128i gh_flags_are(const uint32_t *flags, uint32_t mask, uint32_t wanted)
{
	__m128i four = _mm_loadu_si128((const __m128i *)(const void *)flags);

	return _mm_cmpeq_epi32(_mm_and_si128(four, _mm_set1_epi32((int)mask)),
	                       _mm_set1_epi32((int)wanted));
}

/* Of sixteen lines, a bit each: those whose flags of the mask are those wanted. */
static inline uint32_t gh_flagged(const uint32_t *flags, uint32_t mask, uint32_t wanted)
{
	return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(
		_mm_packs_epi32(gh_flags_are(flags, mask, wanted),
	                        gh_flags_are(flags + 4, mask, wanted)),
		_mm_packs_epi32(gh_flags_are(flags + 8, mask, wanted),
	                        gh_flags_are(flags + 12, mask, wanted))));
}

static inline __m128i gh_four_above(const int32_t *numbers, int32_t limit)
{
	return _mm_cmpgt_epi32(_mm_loadu_si128((const __m128i *)(const void *)numbers),
	                       _mm_set1_epi32(limit));
}

/* Those of sixteen lines whose numbers are above a limit. */
static inline uint32_t gh_above(const int32_t *numbers, int32_t limit)
{
	return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(
		_mm_packs_epi32(gh_four_above(numbers, limit), gh_four_above(numbers + 4, limit)),
		_mm_packs_epi32(gh_four_above(numbers + 8, limit),
	                        gh_four_above(numbers + 12, limit))));
}

#else

/* Of sixteen lines, a bit each: those whose flags of the mask are those wanted. */
static inline uint32_t gh_flagged(const uint32_t *flags, uint32_t mask, uint32_t wanted)
{
	uint32_t k, lines = 0;

	for (k = 0; k < GH_FLAGS_LINES; k++)
		lines |= (uint32_t)((flags[k] & mask) == wanted) << k;
	return lines;
}

/* Those of sixteen lines whose numbers are above a limit. */
static inline uint32_t gh_above(const int32_t *numbers, int32_t limit)
{
	uint32_t k, lines = 0;

	for (k = 0; k < GH_FLAGS_LINES; k++)
		lines |= (uint32_t)(numbers[k] > limit) << k;
	return lines;
}

#endif

/* Those whose numbers are below one. */
static inline uint32_t gh_below(const int32_t *numbers, int32_t limit)
{
	return gh_above(numbers, limit - 1) ^ 0xFFFF;
}

/* Those of sixteen lines that have one of the flags of the mask. */
static inline uint32_t gh_flagged_any(const uint32_t *flags, uint32_t mask)
{
	return gh_flagged(flags, mask, 0) ^ 0xFFFF;
}

/* The flags of all lines together. */
static inline uint32_t gh_flags_all(const uint32_t *flags, size_t count)
{
	uint32_t all = 0;
	size_t i, k;

	for (i = 0; i < count; i += GH_FLAGS_LINES)
		for (k = 0; k < GH_FLAGS_LINES; k++)
			all |= flags[i + k];
	return all;
}

/* The first line from i on whose flags of the mask are those wanted, which are some; or count. */
static inline size_t gh_flags_find(const uint32_t *flags, size_t i, size_t count, uint32_t mask,
                                   uint32_t wanted)
{
	uint32_t found;

	for (; i < count; i += GH_FLAGS_LINES)
		if ((found = gh_flagged(flags + i, mask, wanted)) != 0)
			return i + (size_t)__builtin_ctz(found);
	return count;
}

/* The first line from i on that has one of the flags of the mask, or count. */
static inline size_t gh_flags_next(const uint32_t *flags, size_t i, size_t count, uint32_t mask)
{
	uint32_t found;

	for (; i < count; i += GH_FLAGS_LINES)
		if ((found = gh_flagged_any(flags + i, mask)) != 0)
			return i + (size_t)__builtin_ctz(found);
	return count;
}

/*
 * The last line before i that has, or SIZE_MAX; before the first sixteen lines are read and have
 * none.
 */
static inline size_t gh_flags_last(const uint32_t *flags, size_t i, uint32_t mask)
{
	uint32_t found;

	for (; i > 0; i = i > GH_FLAGS_LINES ? i - GH_FLAGS_LINES : 0)
		if ((found = gh_flagged_any(flags + i - GH_FLAGS_LINES, mask)) != 0)
			return i - GH_FLAGS_LINES + 31 - (size_t)__builtin_clz(found);
	return SIZE_MAX;
}

#endif
