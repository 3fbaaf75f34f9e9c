/* SPDX-License-Identifier: MIT */
#include "judge/sets.h"

#include <string.h>

#include "judge/unit.h"

#define LIKE (35 * GH_ONE / 100) /* the most that lines of about one length differ by */
#define LEAP (60 * GH_ONE / 100) /* lines of another length differ by more */

void gh_sets_free(struct gh_sets *sets, const ghirbal_allocator *from)
{
	gh_release(from, sets->words);
}

#if defined(__SSE2__)

#include <emmintrin.h>

/* Every x86-64 has these, so there is nothing to dispatch on. */

static inline __m128i load(const void *from)
{
	return _mm_loadu_si128((const __m128i *)from);
}

/* Puts sixteen lines, a bit each, into a set, whose bytes begin at set. */
static inline void put_lines(uint64_t *set, size_t i, uint32_t bits)
{
	uint16_t lines = (uint16_t)bits;

	memcpy((unsigned char *)set + i / 8, &lines, sizeof lines);
}

/* Those of bytes with the highest bit. */
static inline void put(uint64_t *set, size_t i, __m128i bytes)
{
	put_lines(set, i, (uint32_t)_mm_movemask_epi8(bytes));
}

/* Of the bits of sixteen bytes each is put into its own set, from the highest to the lowest. */
static void part_bits(const struct gh_sets *sets, unsigned highest, size_t i, __m128i bytes)
{
	uint64_t *set = gh_set(sets, (enum gh_set)highest);
	unsigned k;

	for (k = 0; k < 8; k++, set -= sets->stride) {
		put(set, i, bytes);
		bytes = _mm_add_epi8(bytes, bytes);
	}
}

/* The bits of facts are parted by their bytes: first the lower halves of all, then the upper. */
static void part_facts(const struct gh_sets *sets, const uint32_t *facts, size_t i)
{
	const __m128i a = load(facts + i), b = load(facts + i + 4), c = load(facts + i + 8),
	              d = load(facts + i + 12), low = _mm_set1_epi16(0xFF);
	__m128i x, y;

	x = _mm_packs_epi32(_mm_srai_epi32(_mm_slli_epi32(a, 16), 16),
	                    _mm_srai_epi32(_mm_slli_epi32(b, 16), 16));
	y = _mm_packs_epi32(_mm_srai_epi32(_mm_slli_epi32(c, 16), 16),
	                    _mm_srai_epi32(_mm_slli_epi32(d, 16), 16));
	part_bits(sets, 7, i, _mm_packus_epi16(_mm_and_si128(x, low), _mm_and_si128(y, low)));
	part_bits(sets, 15, i, _mm_packus_epi16(_mm_srli_epi16(x, 8), _mm_srli_epi16(y, 8)));
	x = _mm_packs_epi32(_mm_srai_epi32(a, 16), _mm_srai_epi32(b, 16));
	y = _mm_packs_epi32(_mm_srai_epi32(c, 16), _mm_srai_epi32(d, 16));
	part_bits(sets, 23, i, _mm_packus_epi16(_mm_and_si128(x, low), _mm_and_si128(y, low)));
	part_bits(sets, 31, i, _mm_packus_epi16(_mm_srli_epi16(x, 8), _mm_srli_epi16(y, 8)));
}

static void part_marks(const struct gh_sets *sets, const struct gh_page *page, size_t i)
{
	const __m128i kinds = load(page->kind + i);

	put_lines(gh_set(sets, GH_SET_STOPS), i, gh_flagged_any(page->marks + i, GH_STOP));
	put(gh_set(sets, GH_SET_FIELDS), i, _mm_cmpeq_epi8(kinds, _mm_set1_epi8(GH_FIELD)));
	put(gh_set(sets, GH_SET_PRICES), i, _mm_cmpeq_epi8(kinds, _mm_set1_epi8(GH_PRICE)));
}

/* Eight lines: whether the lengths from a on and those from b on differ by more than most. */
static inline __m128i differ(const int16_t *a, const int16_t *b, int most)
{
	const __m128i zero = _mm_setzero_si128();
	__m128i difference = _mm_sub_epi16(load(a), load(b));

	return _mm_cmpgt_epi16(_mm_max_epi16(difference, _mm_sub_epi16(zero, difference)),
	                       _mm_set1_epi16((short)most));
}

static inline __m128i sixteen_differ(const int16_t *a, const int16_t *b, int most)
{
	return _mm_packs_epi16(differ(a, b, most), differ(a + 8, b + 8, most));
}

static void part_sizes(const struct gh_sets *sets, const int16_t *size, size_t i)
{
	const __m128i all = _mm_set1_epi8(-1);

	size += i;
	put(gh_set(sets, GH_SET_LIKE_NEXT), i,
	    _mm_xor_si128(sixteen_differ(size, size + 1, LIKE), all));
	put(gh_set(sets, GH_SET_LIKE_AFTER), i,
	    _mm_xor_si128(sixteen_differ(size, size + 2, LIKE), all));
	put(gh_set(sets, GH_SET_LEAPS), i, sixteen_differ(size, size - 1, LEAP));
}

static void part_lines(const struct gh_sets *sets, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < sets->count; i += GH_MARGIN) {
		part_facts(sets, page->facts, i);
		part_marks(sets, page, i);
		part_sizes(sets, page->size, i);
	}
}

#else

static void put(const struct gh_sets *sets, enum gh_set set, size_t i, bool is_in)
{
	gh_set(sets, set)[i / 64] |= (uint64_t)is_in << i % 64;
}

static bool differ(const int16_t *a, const int16_t *b, int most)
{
	return *a - *b > most || *b - *a > most;
}

static void part_lines(const struct gh_sets *sets, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < sets->count; i++) {
		const int16_t *size = page->size + i;
		uint32_t facts = page->facts[i];

		for (; facts; facts &= facts - 1)
			put(sets, (enum gh_set)__builtin_ctz(facts), i, true);
		put(sets, GH_SET_STOPS, i, (page->marks[i] & GH_STOP) != 0);
		put(sets, GH_SET_FIELDS, i, page->kind[i] == GH_FIELD);
		put(sets, GH_SET_PRICES, i, page->kind[i] == GH_PRICE);
		put(sets, GH_SET_LIKE_NEXT, i, !differ(size, size + 1, LIKE));
		put(sets, GH_SET_LIKE_AFTER, i, !differ(size, size + 2, LIKE));
		put(sets, GH_SET_LEAPS, i, differ(size, size - 1, LEAP));
	}
}

#endif

/* Leaves out the lines from end on, which are in two words at most. */
static void end_set(uint64_t *set, size_t end)
{
	set[end / 64] &= ~(UINT64_MAX << end % 64);
	set[end / 64 + 1] = 0;
}

bool gh_sets_read(struct gh_sets *sets, const struct gh_page *page)
{
	size_t count = page->doc->count, stride = (count + GH_MARGIN) / 64 + 3;
	int set;

	if (!GH_GROW(&page->from, sets->words, sets->room, GH_SETS * stride))
		return false;
	sets->stride = stride;
	sets->count = count;
	memset(sets->words, 0, GH_SETS * stride * sizeof *sets->words);
	part_lines(sets, page);
	for (set = GH_SET_STOPS; set < GH_SETS; set++)
		end_set(gh_set(sets, (enum gh_set)set), count);
	end_set(gh_set(sets, GH_SET_LIKE_NEXT), count - 1);
	end_set(gh_set(sets, GH_SET_LIKE_AFTER), count > 1 ? count - 2 : 0);
	return true;
}
