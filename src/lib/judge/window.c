/* SPDX-License-Identifier: MIT */
#include "judge/window.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/*
 * Windows are small, so that the lowest bits of what was counted before a line and behind will do.
 */
#define COUNTED 0x7F

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

static inline void store(unsigned char *to, __m128i bytes)
{
	_mm_storeu_si128((__m128i *)(void *)to, bytes);
}

/* Sixteen bytes, each of them -1 if its bit is set. */
static inline __m128i spread(uint64_t bits)
{
	const __m128i each = _mm_set1_epi64x((long long)UINT64_C(0x8040201008040201));
	__m128i x = _mm_cvtsi32_si128((int)(bits & 0xFFFF));

	x = _mm_shufflelo_epi16(_mm_unpacklo_epi8(x, x), 0x50);
	return _mm_cmpeq_epi8(_mm_and_si128(_mm_shuffle_epi32(x, 0x50), each), each);
}

/* Each byte with all that stand before it added. */
static inline __m128i add_up(__m128i x)
{
	x = _mm_add_epi8(x, _mm_slli_si128(x, 1));
	x = _mm_add_epi8(x, _mm_slli_si128(x, 2));
	x = _mm_add_epi8(x, _mm_slli_si128(x, 4));
	return _mm_add_epi8(x, _mm_slli_si128(x, 8));
}

static inline __m128i last_of(__m128i x)
{
	x = _mm_srli_si128(x, 15);
	x = _mm_shufflelo_epi16(_mm_unpacklo_epi8(x, x), 0);
	return _mm_shuffle_epi32(x, 0);
}

/* How many lines of the set stand before each, but for whole 256. */
static void count_before(unsigned char *before, const uint64_t *set, size_t count)
{
	__m128i carry = _mm_setzero_si128();
	size_t i;

	store(before - GH_MARGIN, carry);
	for (i = 0; i < count + GH_MARGIN; i += GH_MARGIN) {
		__m128i sums = add_up(spread(set[i / 64] >> i % 64));

		store(before + i, _mm_sub_epi8(carry, _mm_slli_si128(sums, 1)));
		carry = _mm_sub_epi8(carry, last_of(sums));
	}
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
	__m128i counts =
		_mm_sub_epi8(load(before + window->reach + 1), load(before - window->reach));

	if (!window->itself)
		counts = _mm_sub_epi8(counts, _mm_sub_epi8(load(before + 1), load(before)));
	counts = _mm_and_si128(counts, _mm_set1_epi8(COUNTED));
	put_shares(column, window, _mm_unpacklo_epi8(counts, zero));
	put_shares(column + 8, window, _mm_unpackhi_epi8(counts, zero));
}

#else

static void count_before(unsigned char *before, const uint64_t *set, size_t count)
{
	unsigned char counted = 0;
	size_t i;

	memset(before - GH_MARGIN, 0, GH_MARGIN);
	for (i = 0; i < count + GH_MARGIN; i++) {
		before[i] = counted;
		counted = (unsigned char)(counted + (set[i / 64] >> i % 64 & 1));
	}
}

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

/* ---- at the ends of a page, where there are fewer lines to be a share of ---- */

static size_t lines_around(size_t count, size_t i, size_t reach)
{
	size_t below = count - 1 - i;

	return (i < reach ? i : reach) + (below < reach ? below : reach);
}

/* Of a page that is hardly longer than a window. */
static void put_short(int16_t *column, const struct gh_window *window, const unsigned char *before,
                      size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		column[i] = gh_share(count_near(window, before + i),
		                     lines_around(count, i, window->reach) + window->itself);
}

/*
 * One of so many as a share, in 2 to the power of -20, and a little more so that none is rounded
 * down.
 */
#define ONE_OF(n) (GH_ONE * (UINT64_C(1) << 20) / (n) + 1)
#define FOUR_OF(n) ONE_OF(n), ONE_OF((n) + 1), ONE_OF((n) + 2), ONE_OF((n) + 3)

static const uint64_t shares[] = {0, FOUR_OF(1), FOUR_OF(5), FOUR_OF(9), FOUR_OF(13)};

/* The lines as far from one end as from the other are a share of as many. */
static void put_ends(int16_t *column, const struct gh_window *window, const unsigned char *before,
                     size_t count)
{
	size_t i, last = count - 1;

	for (i = 0; i < window->reach; i++) {
		uint64_t one = shares[i + window->reach + window->itself];

		column[i] = (int16_t)(count_near(window, before + i) * one >> 20);
		column[last - i] = (int16_t)(count_near(window, before + last - i) * one >> 20);
	}
}

void gh_window_tell(const struct gh_window *window, const struct gh_page *page,
                    const struct gh_sets *sets, const uint64_t *set, int16_t *column)
{
	size_t i;

	count_before(page->before, set, sets->count);
	for (i = 0; i < sets->count; i += GH_MARGIN)
		put_margin(column + i, window, page->before + i);
	if (window->of_all && sets->count < 2 * window->reach)
		put_short(column, window, page->before, sets->count);
	else if (window->of_all)
		put_ends(column, window, page->before, sets->count);
}
