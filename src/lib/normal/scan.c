/* SPDX-License-Identifier: MIT */
#include "normal/scan.h"

#include <string.h>

enum sort { LOOK, PLAIN, BLANK, CALM_LEAD, ARABIC_LEAD };

static bool is_tail(unsigned char byte)
{
	return gh_scan_is_tail((char)byte);
}

static bool is_calm_pair(const struct gh_scan *scan, const unsigned char *b)
{
	return (b[0] & 0xFC) == 0xD8 && is_tail(b[1]) &&
	       !scan->wanted[(b[0] & 3) << 6 | (b[1] & 0x3F)];
}

size_t gh_scan_portable(const struct gh_scan *scan, const char *text, size_t n)
{
	const unsigned char *b = (const unsigned char *)text;
	size_t i = 0;

	while (i < n) {
		enum sort sort;

		/* Most of the text there is: letters of the Arabic block, one after the other. */
		while (i + 1 < n && is_calm_pair(scan, b + i))
			i += 2;
		if (i == n)
			break;
		sort = (enum sort)scan->sort[b[i]];
		if (sort == LOOK || sort == ARABIC_LEAD)
			return i;
		if (sort == BLANK && scan->line_ends && i + 1 < n && b[i + 1] == '\n')
			return i;
		if (sort == CALM_LEAD && (i + 1 >= n || !is_tail(b[i + 1])))
			return i;
		i += sort == CALM_LEAD ? 2 : 1;
	}
	return n;
}

static size_t next_anything(const struct gh_scan *scan, const char *text, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		bool blank = text[i] == ' ' || text[i] == '\t';

		if (!blank && text[i] != '\n')
			return i;
		if (blank && scan->line_ends && i + 1 < n && text[i + 1] == '\n')
			return i;
	}
	return n;
}

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
				scan->columns[byte] |= (unsigned char)(passed[row] >> byte & 1 ? bit : 0);
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

gh_scan_kernel *gh_scan_kernel_of(enum gh_kernel kernel)
{
	static gh_scan_kernel *const kernels[GH_KERNELS] = {
		[GH_KERNEL_PORTABLE] = gh_scan_portable,
#ifdef GH_HAVE_X86
		[GH_KERNEL_AVX2] = gh_scan_avx2,
		[GH_KERNEL_AVX512] = gh_scan_avx512,
#endif
#ifdef GH_HAVE_NEON
		[GH_KERNEL_NEON] = gh_scan_neon,
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
	scan->next = scan->everything ? next_anything : NULL;
	while (!scan->next)
		scan->next = gh_scan_kernel_of((enum gh_kernel)--kernel);
}
