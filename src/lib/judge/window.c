/* SPDX-License-Identifier: MIT */
#include "judge/window.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Eight bytes, each of them one if its bit is set. */
static uint64_t spread(unsigned char bits)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), sevens = ones * 0x7F;

	return (((bits * ones & UINT64_C(0x8040201008040201)) + sevens) >> 7) & ones;
}

static void put_eight(unsigned char *at, uint64_t bytes)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	memcpy(at, &bytes, sizeof bytes);
}

/* Windows are small, so that seven bits of a number will do, and none that is added to overflows. */
#define COUNTED 0x7F

/* How many lines of the set stand before each, but for whole 128. */
static void count_before(unsigned char *before, const uint64_t *set, size_t count)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t carry = 0;
	size_t i;

	put_eight(before - 16, 0);
	put_eight(before - 8, 0);
	for (i = 0; i < count + GH_MARGIN; i += 8) {
		uint64_t sums = spread((unsigned char)(set[i / 64] >> i % 64)) * ones;

		put_eight(before + i, (sums << 8) + carry * ones);
		carry = (carry + (sums >> 56)) & COUNTED;
	}
}

static unsigned count_near(const struct gh_window *window, const unsigned char *before)
{
	unsigned near = before[window->reach + 1] - *(before - window->reach) + 0u;

	if (!window->itself)
		near -= before[1] - before[0] + 0u;
	return near & COUNTED;
}

#if defined(__SSE2__)

/* Every x86-64 has these, so there is nothing to dispatch on. */

static inline __m128i load(const unsigned char *from)
{
	return _mm_loadu_si128((const __m128i *)(const void *)from);
}

static inline void put_shares(int16_t *column, const struct gh_window *window, __m128i counts)
{
	__m128i shares = _mm_mulhi_epu16(_mm_slli_epi16(counts, window->shift),
	                                 _mm_set1_epi16((short)window->factor));

	_mm_storeu_si128((__m128i *)(void *)column, _mm_min_epi16(shares, _mm_set1_epi16(GH_ONE)));
}

static void put_margin(int16_t *column, const struct gh_window *window, const unsigned char *before)
{
	const __m128i zero = _mm_setzero_si128();
	__m128i counts = _mm_sub_epi8(load(before + window->reach + 1), load(before - window->reach));

	if (!window->itself)
		counts = _mm_sub_epi8(counts, _mm_sub_epi8(load(before + 1), load(before)));
	counts = _mm_and_si128(counts, _mm_set1_epi8(COUNTED));
	put_shares(column, window, _mm_unpacklo_epi8(counts, zero));
	put_shares(column + 8, window, _mm_unpackhi_epi8(counts, zero));
}

#else

static void put_margin(int16_t *column, const struct gh_window *window, const unsigned char *before)
{
	size_t k;

	for (k = 0; k < GH_MARGIN; k++) {
		uint32_t count = count_near(window, before + k);
		uint32_t share = (count << window->shift) * window->factor >> 16;

		column[k] = (int16_t)(share < GH_ONE ? share : GH_ONE);
	}
}

#endif

static size_t lines_around(size_t count, size_t i, size_t reach)
{
	size_t below = count - 1 - i;

	return (i < reach ? i : reach) + (below < reach ? below : reach);
}

/* At the ends of a page there are fewer lines to be a share of. */
static void put_ends(int16_t *column, const struct gh_window *window, const unsigned char *before,
                     size_t count)
{
	size_t i, reach = window->reach;

	for (i = 0; i < count; i++) {
		if (i == reach && count - i > reach)
			i = count - reach;
		column[i] = gh_share(count_near(window, before + i),
		                     lines_around(count, i, reach) + window->itself);
	}
}

void gh_window_tell(const struct gh_window *window, const struct gh_page *page,
                    const struct gh_sets *sets, const uint64_t *set, int16_t *column)
{
	size_t i;

	count_before(page->before, set, sets->count);
	for (i = 0; i < sets->count; i += GH_MARGIN)
		put_margin(column + i, window, page->before + i);
	if (window->of_all)
		put_ends(column, window, page->before, sets->count);
}
