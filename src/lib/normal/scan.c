/* SPDX-License-Identifier: MIT */
#include "normal/scan.h"

#include <string.h>

enum sort { LOOK, PLAIN, BLANK, CALM_LEAD, ARABIC_LEAD };

static bool is_tail(unsigned char byte)
{
	return gh_scan_is_tail((char)byte);
}

static bool is_lead(unsigned char byte)
{
	return byte >= 0xC0;
}

static bool is_arabic_pair(unsigned char lead, unsigned char tail)
{
	return (lead & 0xFC) == 0xD8 && is_tail(tail);
}

static bool is_wanted(const struct gh_scan *scan, unsigned char lead, unsigned char tail)
{
	return scan->wanted[(lead & 3) << 6 | (tail & 0x3F)];
}

bool gh_scan_calls(const struct gh_scan *scan, unsigned char byte, unsigned char next)
{
	return (scan->sort[byte] == LOOK && !is_tail(byte)) || is_lead(byte) != is_tail(next) ||
	       (scan->sort[byte] == BLANK && next == '\n' && scan->line_ends) ||
	       (is_arabic_pair(byte, next) && is_wanted(scan, byte, next));
}

/*
 * Most of the text there is: letters of the Arabic block, one after the other, and what parts
 * words.
 */
static size_t pass_over(const struct gh_scan *scan, const unsigned char *b, size_t i, size_t end)
{
	while (i + 2 < end) {
		if (is_arabic_pair(b[i], b[i + 1])) {
			if (is_tail(b[i + 2]) || is_wanted(scan, b[i], b[i + 1]))
				break;
			i += 2;
		} else {
			unsigned sort = scan->sort[b[i]];

			if ((sort != PLAIN && sort != BLANK) || is_tail(b[i + 1]) ||
			    b[i + 1] == '\n')
				break;
			i++;
		}
	}
	return i;
}

void gh_scan_portable(const struct gh_scan *scan, const char *text, size_t blocks, uint64_t *looks)
{
	const unsigned char *b = (const unsigned char *)text;
	size_t i, end = 64 * blocks;

	memset(looks, 0, blocks * sizeof *looks);
	for (i = pass_over(scan, b, 0, end); i < end; i = pass_over(scan, b, i + 1, end))
		looks[i / 64] |= (uint64_t)gh_scan_calls(scan, b[i], b[i + 1]) << i % 64;
}

static void look_at_all(const struct gh_scan *scan, const char *text, size_t blocks,
                        uint64_t *looks)
{
	size_t i;

	memset(looks, 0, blocks * sizeof *looks);
	for (i = 0; i < 64 * blocks; i++) {
		bool blank = text[i] == ' ' || text[i] == '\t';
		bool look = blank ? scan->line_ends && text[i + 1] == '\n' : text[i] != '\n';

		looks[i / 64] |= (uint64_t)look << i % 64;
	}
}

/* ---- the hunt ---- */

void gh_hunt_begin(struct gh_hunt *hunt, const struct gh_scan *scan, const char *text, size_t n)
{
	hunt->scan = scan;
	hunt->text = text;
	hunt->n = n;
	hunt->begin = hunt->end = 0;
}

/*
 * Looks over the next stretch, which begins at `at`.  What is left of the text is padded to a
 * block.
 */
static void look_on(struct gh_hunt *hunt, size_t at)
{
	const char *text = hunt->text + at;
	size_t left = hunt->n - at, blocks = (left - 1) / 64, rest;
	char last[65] = {0};

	hunt->begin = at;
	if (blocks >= GH_HUNT_BLOCKS) {
		hunt->end = at + 64 * GH_HUNT_BLOCKS;
		hunt->scan->look(hunt->scan, text, GH_HUNT_BLOCKS, hunt->looks);
		return;
	}
	rest = left - 64 * blocks;
	hunt->end = hunt->n;
	hunt->scan->look(hunt->scan, text, blocks, hunt->looks);
	memcpy(last, text + 64 * blocks, rest);
	hunt->scan->look(hunt->scan, last, 1, hunt->looks + blocks);
	hunt->looks[blocks] &= ~UINT64_C(0) >> (64 - rest);
}

/*
 * A byte that calls for a look only because the next one is the rest of nothing stands for that
 * one.
 */
static size_t place_of(const struct gh_hunt *hunt, size_t at)
{
	unsigned char byte = (unsigned char)hunt->text[at];
	bool calm = !is_lead(byte) && (is_tail(byte) || hunt->scan->sort[byte] != LOOK);

	return at + (calm && !hunt->scan->everything && at + 1 < hunt->n &&
	             gh_scan_is_tail(hunt->text[at + 1]));
}

size_t gh_hunt_next(struct gh_hunt *hunt, size_t at)
{
	if (at < hunt->n && gh_scan_is_tail(hunt->text[at]))
		return at;
	while (at < hunt->n) {
		size_t block, blocks;
		uint64_t looks;

		if (at < hunt->begin || at >= hunt->end)
			look_on(hunt, at);
		block = (at - hunt->begin) / 64;
		blocks = (hunt->end - hunt->begin + 63) / 64;
		looks = hunt->looks[block] & ~UINT64_C(0) << (at - hunt->begin) % 64;
		while (!looks && ++block < blocks)
			looks = hunt->looks[block];
		if (looks)
			return place_of(hunt,
			                hunt->begin + 64 * block + (size_t)__builtin_ctzll(looks));
		at = hunt->end;
	}
	return hunt->n;
}

/* ---- the tables ---- */

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

/* Rows of 16 bytes of which the same may be passed over share a bit. */
static void fill_rows(struct gh_scan *scan)
{
	unsigned passed[16] = {0}, bit = 1, row, same, byte;

	memset(scan->rows, 0, sizeof scan->rows);
	memset(scan->columns, 0, sizeof scan->columns);
	for (byte = 0; byte < 256; byte++)
		if (scan->sort[byte] != LOOK || is_tail((unsigned char)byte))
			passed[byte >> 4] |= 1u << (byte & 0x0F);
	for (row = 0; row < 16; row++) {
		for (same = 0; passed[same] != passed[row]; same++)
			;
		if (same == row && passed[row]) {
			for (byte = 0; byte < 16; byte++)
				scan->columns[byte] |=
					(unsigned char)(passed[row] >> byte & 1 ? bit : 0);
			scan->rows[row] = (unsigned char)bit;
			bit <<= 1;
		}
		scan->rows[row] = scan->rows[same];
	}
}

static void fill_sets(struct gh_scan *scan)
{
	unsigned at;

	memset(scan->sets, 0, sizeof scan->sets);
	for (at = 0; at < 256; at++)
		if (scan->wanted[at])
			scan->sets[at >> 7][at & 0x0F] |= (unsigned char)(1u << (at >> 4 & 7));
}

static void widen(struct gh_scan_range *range, unsigned at)
{
	unsigned char byte = (unsigned char)(0x80 | (at & 0x3F));

	if (range->to == 0)
		range->from = byte;
	range->to = byte;
}

/*
 * What SSE2 looks for: of D8 all that are wanted, of D9 letters, which stand between tatweel and
 * the marks.
 */
static void fill_ranges(struct gh_scan *scan)
{
	unsigned at;

	scan->wanted_d8 = scan->calm_d9 = (struct gh_scan_range){0, 0};
	for (at = 0; at < 0x40; at++)
		if (scan->wanted[at])
			widen(&scan->wanted_d8, at);
	for (at = 0x41; at < 0x80 && !scan->wanted[at]; at++)
		widen(&scan->calm_d9, at);
}

gh_scan_kernel *gh_scan_kernel_of(enum gh_kernel kernel)
{
	static gh_scan_kernel *const kernels[GH_KERNELS] = {
		[GH_KERNEL_PORTABLE] = gh_scan_portable,
#ifdef GH_HAVE_SSE2
		[GH_KERNEL_SSE2] = gh_scan_sse2,
#endif
#ifdef GH_HAVE_NEON
		[GH_KERNEL_NEON] = gh_scan_neon,
#endif
#ifdef GH_HAVE_X86
		[GH_KERNEL_AVX2] = gh_scan_avx2,
		[GH_KERNEL_AVX512] = gh_scan_avx512,
#endif
	};

	return gh_kernel_runs(kernel) ? kernels[kernel] : NULL;
}

void gh_scan_prepare(struct gh_scan *scan)
{
	size_t kernel = GH_KERNELS;
	unsigned byte;

	for (byte = 0; byte < 256; byte++)
		scan->sort[byte] = (unsigned char)sort_of(byte);
	if (scan->extra != '\n')
		scan->sort[scan->extra] = LOOK;
	fill_rows(scan);
	fill_sets(scan);
	fill_ranges(scan);
	scan->look = scan->everything ? look_at_all : NULL;
	while (!scan->look)
		scan->look = gh_scan_kernel_of((enum gh_kernel)--kernel);
}
