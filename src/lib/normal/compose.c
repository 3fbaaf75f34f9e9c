/* SPDX-License-Identifier: MIT */
#include "normal/compose.h"

#include <string.h>
#include <utf8proc.h>

#include "normal/letter.h"

/*
 * Canonical combining classes of the Arabic marks, UnicodeData.txt 15 and 17 (0897, 10EFA, 10EFB).
 */
static const struct order {
	uint32_t first, last;
	unsigned char class;
} arabic_orders[] = {
	{0x0610, 0x0617, 230}, {0x0618, 0x0618, 30}, {0x0619, 0x0619, 31}, {0x061A, 0x061A, 32},
	{0x064B, 0x064B, 27}, {0x064C, 0x064C, 28}, {0x064D, 0x064D, 29}, {0x064E, 0x064E, 30},
	{0x064F, 0x064F, 31}, {0x0650, 0x0650, 32}, {0x0651, 0x0651, 33}, {0x0652, 0x0652, 34},
	{0x0653, 0x0654, 230}, {0x0655, 0x0656, 220}, {0x0657, 0x065B, 230}, {0x065C, 0x065C, 220},
	{0x065D, 0x065E, 230}, {0x065F, 0x065F, 220}, {0x0670, 0x0670, 35}, {0x06D6, 0x06DC, 230},
	{0x06DF, 0x06E2, 230}, {0x06E3, 0x06E3, 220}, {0x06E4, 0x06E4, 230}, {0x06E7, 0x06E8, 230},
	{0x06EA, 0x06EA, 220}, {0x06EB, 0x06EC, 230}, {0x06ED, 0x06ED, 220}, {0x0897, 0x0898, 230},
	{0x0899, 0x089B, 220}, {0x089C, 0x089F, 230}, {0x08CA, 0x08CE, 230}, {0x08CF, 0x08D3, 220},
	{0x08D4, 0x08E1, 230}, {0x08E3, 0x08E3, 220}, {0x08E4, 0x08E5, 230}, {0x08E6, 0x08E6, 220},
	{0x08E7, 0x08E8, 230}, {0x08E9, 0x08E9, 220}, {0x08EA, 0x08EC, 230}, {0x08ED, 0x08EF, 220},
	{0x08F0, 0x08F0, 27}, {0x08F1, 0x08F1, 28}, {0x08F2, 0x08F2, 29}, {0x08F3, 0x08F5, 230},
	{0x08F6, 0x08F6, 220}, {0x08F7, 0x08F8, 230}, {0x08F9, 0x08FA, 220}, {0x08FB, 0x08FF, 230},
	{0x10EFA, 0x10EFB, 220}, {0x10EFD, 0x10EFF, 220},
};

#define ORDERS (sizeof arabic_orders / sizeof *arabic_orders)

/* The only Arabic letters that Unicode composes. */
static const struct pair {
	uint32_t whole, letter, mark;
} arabic_pairs[] = {
	{0x0622, 0x0627, 0x0653}, {0x0623, 0x0627, 0x0654}, {0x0624, 0x0648, 0x0654},
	{0x0625, 0x0627, 0x0655}, {0x0626, 0x064A, 0x0654}, {0x06C0, 0x06D5, 0x0654},
	{0x06C2, 0x06C1, 0x0654}, {0x06D3, 0x06D2, 0x0654},
};

#define PAIRS (sizeof arabic_pairs / sizeof *arabic_pairs)

static bool is_arabic(uint32_t cp)
{
	return (cp >= 0x600 && cp < 0x700) || (cp >= 0x870 && cp < 0x900) ||
	       (cp >= 0x10EC0 && cp < 0x10F00);
}

/*
 * Where composing may have work to do outside the Arabic block: characters that have a combining
 * class or may not stand in NFC as they are, in ranges drawn wide, so that newer versions of
 * Unicode fit in.  From DerivedNormalizationProps.txt and UnicodeData.txt 15, with the additions
 * of 16.
 */
static const struct range {
	uint32_t first, last;
} restless[] = {
	{0x0300, 0x0387},   {0x0483, 0x0489},   {0x0591, 0x05C7},   {0x0700, 0x074A},
	{0x07EB, 0x108D},   {0x1161, 0x11C2},   {0x135D, 0x135F},   {0x1714, 0x1734},
	{0x17D2, 0x17DD},   {0x18A9, 0x18A9},   {0x1939, 0x193B},   {0x1A17, 0x1C37},
	{0x1CD0, 0x1CF9},   {0x1DC0, 0x1DFF},   {0x1F71, 0x2001},   {0x20D0, 0x20F0},
	{0x2126, 0x212B},   {0x2329, 0x232A},   {0x2ADC, 0x2ADC},   {0x2CEF, 0x2CF1},
	{0x2D7F, 0x2DFF},   {0x302A, 0x302F},   {0x3099, 0x309A},   {0xA66F, 0xA6F1},
	{0xA806, 0xA82C},   {0xA8C4, 0xA9C0},   {0xAAB0, 0xAAF6},   {0xABED, 0xABED},
	{0xF900, 0xFB4E},   {0xFE20, 0xFE2F},   {0x101FD, 0x101FD}, {0x102E0, 0x102E0},
	{0x10376, 0x1037A}, {0x105C9, 0x105E4}, {0x10A0D, 0x10A3F}, {0x10AE5, 0x10AE6},
	{0x10D24, 0x10D6D}, {0x10EAB, 0x10F85}, {0x11046, 0x1183A}, {0x11930, 0x11943},
	{0x119E0, 0x11A99}, {0x11C3F, 0x11C3F}, {0x11D42, 0x11D97}, {0x11F41, 0x11F42},
	{0x1611E, 0x1612F}, {0x16AF0, 0x16B36}, {0x16D63, 0x16D6A}, {0x16FF0, 0x16FF1},
	{0x1BC9E, 0x1BC9E}, {0x1D15E, 0x1D1C0}, {0x1D242, 0x1D244}, {0x1E000, 0x1E08F},
	{0x1E130, 0x1E136}, {0x1E2AE, 0x1E6FF}, {0x1E8D0, 0x1E94A}, {0x2F800, 0x2FA1D},
};

bool gh_may_compose(uint32_t cp)
{
	if (cp - 0x600 < 0x100)
		return gh_is_mark(cp);
	return gh_range_of(restless, sizeof restless / sizeof *restless, sizeof *restless, cp) !=
	       NULL;
}

/*
 * The canonical combining class; the Arabic ones are ours, since utf8proc may be older than a mark.
 */
unsigned gh_combining_class(uint32_t cp)
{
	const struct order *order;

	if (!is_arabic(cp))
		return cp < 0x300 || cp >= GH_WORD_BYTE ? 0 :
		       (unsigned)utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
	order = gh_range_of(arabic_orders, ORDERS, sizeof *arabic_orders, cp);
	return order ? order->class : 0;
}

bool gh_is_combining(uint32_t cp)
{
	return gh_is_mark(cp) || gh_is_accent(cp) || gh_combining_class(cp) != 0;
}

#define MOST_PARTS 4 /* the longest canonical decomposition */

static size_t decompose_one(uint32_t cp, uint32_t *to)
{
	utf8proc_int32_t parts[MOST_PARTS];
	utf8proc_ssize_t n = 0, i;
	size_t k;
	int unused = 0;

	to[0] = cp;
	if (is_arabic(cp)) {
		for (k = 0; k < PAIRS; k++)
			if (arabic_pairs[k].whole == cp) {
				to[0] = arabic_pairs[k].letter;
				to[1] = arabic_pairs[k].mark;
				return 2;
			}
		return 1;
	}
	if (cp >= 0xC0 && cp < GH_WORD_BYTE)
		n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, MOST_PARTS,
		                            UTF8PROC_DECOMPOSE, &unused);
	if (n < 1 || n > MOST_PARTS)
		return 1;
	for (i = 0; i < n; i++)
		to[i] = (uint32_t)parts[i];
	return (size_t)n;
}

/* The composition of two code points, 0 if there is none. */
static uint32_t compose_two(uint32_t letter, uint32_t mark)
{
	utf8proc_int32_t two[2];
	size_t k;

	if (is_arabic(letter)) {
		for (k = 0; k < PAIRS; k++)
			if (arabic_pairs[k].letter == letter && arabic_pairs[k].mark == mark)
				return arabic_pairs[k].whole;
		return 0;
	}
	if (letter >= GH_WORD_BYTE || !gh_may_compose(mark))
		return 0;
	two[0] = (utf8proc_int32_t)letter;
	two[1] = (utf8proc_int32_t)mark;
	if (utf8proc_normalize_utf32(two, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) != 1)
		return 0;
	return (uint32_t)two[0];
}

/* Stable, by combining class, within each run of marks. */
static void put_in_order(uint32_t *cp, size_t n)
{
	size_t i, j;

	for (i = 1; i < n; i++) {
		uint32_t mark = cp[i];
		unsigned order = gh_combining_class(mark);

		if (order == 0)
			continue;
		for (j = i; j > 0 && gh_combining_class(cp[j - 1]) > order; j--)
			cp[j] = cp[j - 1];
		cp[j] = mark;
	}
}

static size_t join_pairs(uint32_t *cp, size_t n)
{
	size_t i, made = 0, starter = n;
	unsigned last = 0;

	for (i = 0; i < n; i++) {
		unsigned order = gh_combining_class(cp[i]);
		bool open = last < order || (last == 0 && made == starter + 1);
		uint32_t whole = starter < n && open ? compose_two(cp[starter], cp[i]) : 0;

		if (whole) {
			cp[starter] = whole;
			continue;
		}
		if (order == 0)
			starter = made;
		last = order;
		cp[made++] = cp[i];
	}
	return made;
}

static size_t count_staying(const ghirbal_normal *normal, const uint32_t *cp, size_t n)
{
	size_t i, staying = 0;

	for (i = 0; i < n; i++)
		staying += !gh_mark_goes(cp[i], normal);
	return staying;
}

/*
 * How many code points of was lie in the stretch that is not the same in is.  Marks that go anyway
 * do not count: the fast path deletes them without putting them in order first.
 */
static size_t count_changed(const ghirbal_normal *normal, const uint32_t *was, size_t n,
                            const uint32_t *is, size_t m)
{
	size_t i = 0, j = 0;

	while (i < n && j < m) {
		if (gh_mark_goes(was[i], normal))
			i++;
		else if (gh_mark_goes(is[j], normal))
			j++;
		else if (was[i] == is[j])
			i++, j++;
		else
			break;
	}
	while (n > i && m > j) {
		if (gh_mark_goes(was[n - 1], normal))
			n--;
		else if (gh_mark_goes(is[m - 1], normal))
			m--;
		else if (was[n - 1] == is[m - 1])
			n--, m--;
		else
			break;
	}
	return count_staying(normal, was + i, n - i);
}

void gh_word_compose(const ghirbal_normal *normal, struct gh_word *word)
{
	size_t i, made = 0;

	for (i = 0; i < word->n && !gh_may_compose(word->cp[i]); i++)
		;
	if (i == word->n)
		return;
	for (i = 0; i < word->n; i++)
		made += decompose_one(word->cp[i], word->spare + made);
	put_in_order(word->spare, made);
	made = join_pairs(word->spare, made);
	word->changed[GH_COMPOSE] += count_changed(normal, word->cp, word->n, word->spare, made);
	memcpy(word->cp, word->spare, made * sizeof *word->cp);
	word->n = made;
	word->stirred = false;
}

/*
 * Extended_Pictographic, emoji-data.txt 15: code points that are reserved too, so that a sequence
 * with an emoji of tomorrow holds together.  A table, since utf8proc knows only the assigned.
 */
static const struct range pictographic[] = {
	{0x00A9, 0x00A9}, {0x00AE, 0x00AE}, {0x203C, 0x203C}, {0x2049, 0x2049}, {0x2122, 0x2122},
	{0x2139, 0x2139}, {0x2194, 0x2199}, {0x21A9, 0x21AA}, {0x231A, 0x231B}, {0x2328, 0x2328},
	{0x2388, 0x2388}, {0x23CF, 0x23CF}, {0x23E9, 0x23F3}, {0x23F8, 0x23FA}, {0x24C2, 0x24C2},
	{0x25AA, 0x25AB}, {0x25B6, 0x25B6}, {0x25C0, 0x25C0}, {0x25FB, 0x25FE}, {0x2600, 0x2605},
	{0x2607, 0x2612}, {0x2614, 0x2685}, {0x2690, 0x2705}, {0x2708, 0x2712}, {0x2714, 0x2714},
	{0x2716, 0x2716}, {0x271D, 0x271D}, {0x2721, 0x2721}, {0x2728, 0x2728}, {0x2733, 0x2734},
	{0x2744, 0x2744}, {0x2747, 0x2747}, {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755},
	{0x2757, 0x2757}, {0x2763, 0x2767}, {0x2795, 0x2797}, {0x27A1, 0x27A1}, {0x27B0, 0x27B0},
	{0x27BF, 0x27BF}, {0x2934, 0x2935}, {0x2B05, 0x2B07}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50},
	{0x2B55, 0x2B55}, {0x3030, 0x3030}, {0x303D, 0x303D}, {0x3297, 0x3297}, {0x3299, 0x3299},
	{0x1F000, 0x1F0FF}, {0x1F10D, 0x1F10F}, {0x1F12F, 0x1F12F}, {0x1F16C, 0x1F171},
	{0x1F17E, 0x1F17F}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F1AD, 0x1F1E5},
	{0x1F201, 0x1F20F}, {0x1F21A, 0x1F21A}, {0x1F22F, 0x1F22F}, {0x1F232, 0x1F23A},
	{0x1F23C, 0x1F23F}, {0x1F249, 0x1F3FA}, {0x1F400, 0x1F53D}, {0x1F546, 0x1F64F},
	{0x1F680, 0x1F6FF}, {0x1F774, 0x1F77F}, {0x1F7D5, 0x1F7FF}, {0x1F80C, 0x1F80F},
	{0x1F848, 0x1F84F}, {0x1F85A, 0x1F85F}, {0x1F888, 0x1F88F}, {0x1F8AE, 0x1F8FF},
	{0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1FAFF}, {0x1FC00, 0x1FFFD},
};

bool gh_is_emoji(uint32_t cp)
{
	return cp >= 0xA9 &&
	       gh_range_of(pictographic, sizeof pictographic / sizeof *pictographic,
	                   sizeof *pictographic, cp) != NULL;
}
