/* SPDX-License-Identifier: MIT */
/*
 * Every kernel that this machine runs of the loops that only look gives what its loop is to give.
 * Seams: the first from each place of a line.  The scan for work: the first place that calls for a
 * look from each character, and whether each byte does.  The fold: what the portable kernel gives,
 * which test-kernel.c holds to gh_fold().  No library but C's, so that test-neon.sh can have
 * another machine run it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "normal/scan.h"
#include "text/fold.h"
#include "text/seam.h"

static const char *const names[GH_KERNELS] = {"portable", "sse2", "neon", "avx2", "avx512"};
static uint64_t seed;

static size_t pick(size_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(seed >> 33) % below;
}

/* A text of one block of memory, so that ASan sees a kernel read beyond either end. */
static char *copy_of(const char *text, size_t n)
{
	char *copy = malloc(n + (n == 0));

	if (!copy)
		abort();
	memcpy(copy, text, n);
	return copy;
}

static void report(const char *loop, size_t kernel, const char *text, size_t n, size_t at)
{
	size_t i;

	printf("%s, %s, from %zu of %zu bytes:", loop, names[kernel], at, n);
	for (i = 0; i < n; i++)
		printf(" %02X", (unsigned char)text[i]);
	printf("\n");
	exit(1);
}

/* ---- texts: letters, and what calls for a look once in `calm` characters ---- */

static size_t make_text(char *text, size_t room, size_t calm)
{
	static const char *const pieces[] = {
		" ",
		"  ",
		" \t",
		"\t",
		"\n",
		" \n",
		"\t\n",
		"\r\n",
		" |",
		"|",
		" •",
		" – ",
		"•",
		"&",
		"~",
		"\x7F",
		"\x01",
		"،",
		"«",
		"é",
		"ʰ",
		"ɐ",
		"ж",
		"ة",
		"ى",
		"َ",
		"ـ",
		"ٰ",
		"٣",
		"پ",
		"ی",
		"ۀ",
		"ﻻ",
		"😀",
		"\xE2",
		"\xE2\x80",
		"\x80",
		"\xBF",
		"\xC2",
		"\xC3",
		"\xD8",
		"\xDB",
		"\xFF",
		"\xD8\xD8\xA7",
		"\xD8\xA7\xA7",
		"\xC9\xA8",
		"\xCB\xBF",
		"\xCC\x80",
	};
	size_t size = 0;

	while (size + 8 < room) {
		const char *piece = pieces[pick(sizeof pieces / sizeof *pieces)];

		if (pick(calm + 1)) {
			bool is_d9 = pick(2);

			text[size++] = is_d9 ? '\xD9' : '\xD8';
			text[size++] = (char)(is_d9 ? 0x80 + pick(12) : 0xA0 + pick(28));
			continue;
		}
		memcpy(text + size, piece, strlen(piece));
		size += strlen(piece);
	}
	return size;
}

static size_t make_bytes(char *text, size_t room)
{
	size_t n = pick(room), i;

	for (i = 0; i < n; i++)
		text[i] = (char)pick(256);
	return n;
}

/* ---- seams ---- */

static size_t seam_of(const char *line, size_t at, size_t n)
{
	for (; at + 1 < n; at++)
		if (line[at] == ' ' && line[at + 1] && strchr(" \t|\xE2", line[at + 1]))
			return at;
	return n;
}

static void check_seams(const char *text, size_t n)
{
	char *line = copy_of(text, n);
	size_t at, kernel;

	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		gh_seam_kernel *next = gh_seam_kernel_of((enum gh_kernel)kernel);

		for (at = 0; next && at <= n; at++)
			if (next(line, at, n) != seam_of(line, at, n))
				report("seams", kernel, line, n, at);
	}
	free(line);
}

/* ---- the scan ---- */

/* The definition, for a text that begins with a whole character, or is ill-formed there. */
static size_t look_of(const struct gh_scan *scan, const char *text, size_t n)
{
	const unsigned char *b = (const unsigned char *)text;
	size_t i = 0;

	while (i < n) {
		bool blank = b[i] == ' ' || b[i] == '\t',
		     pair = i + 1 < n && gh_scan_is_tail(text[i + 1]);
		bool arabic = (b[i] & 0xFC) == 0xD8 && pair &&
		              !scan->wanted[(b[i] & 3) << 6 | (b[i + 1] & 0x3F)];
		bool calm = ((b[i] >= 0xC3 && b[i] <= 0xCB) || (b[i] >= 0xCF && b[i] <= 0xD1)) &&
		            pair;
		bool ascii = (b[i] >= ' ' && b[i] < 0x7F) || b[i] == '\t' || b[i] == '\n';

		if (ascii && scan->extra != '\n' && b[i] == scan->extra)
			return i;
		if (blank && scan->line_ends && i + 1 < n && b[i + 1] == '\n')
			return i;
		if (!ascii && !arabic && !calm)
			return i;
		i += ascii ? 1 : 2;
	}
	return n;
}

/* From each place that begins no character's rest, up to the text's end. */
static void check_hunt(struct gh_scan *scan, const char *given, size_t n)
{
	char *text = copy_of(given, n);
	size_t at, next, kernel;
	struct gh_hunt hunt;

	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		scan->look = gh_scan_kernel_of((enum gh_kernel)kernel);
		if (!scan->look)
			continue;
		gh_hunt_begin(&hunt, scan, text, n);
		for (at = 0; at <= n; at++) {
			if (at < n && at > 0 && gh_scan_is_tail(text[at]))
				continue;
			next = gh_hunt_next(&hunt, at);
			if (next != at + look_of(scan, text + at, n - at))
				report("hunt", kernel, text, n, at);
		}
	}
	free(text);
}

/* A bit a byte, whatever stands there. */
static void check_scan(const struct gh_scan *scan, const char *given, size_t n)
{
	size_t blocks = n > 0 ? (n - 1) / 64 : 0, kernel, block;
	char *text = copy_of(given, 64 * blocks + (n > 0));
	uint64_t want[8], got[8];

	gh_scan_portable(scan, text, blocks, want);
	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		gh_scan_kernel *look = gh_scan_kernel_of((enum gh_kernel)kernel);

		if (!look)
			continue;
		look(scan, text, blocks, got);
		for (block = 0; block < blocks; block++)
			if (got[block] != want[block])
				report("scan", kernel, given, n, 64 * block);
	}
	free(text);
}

/* Wants one character of 0600-06FF in so many, 0 for none. */
static struct gh_scan make_scan(size_t one_in)
{
	static const unsigned char extra[] = {'\n', '&', 'p', '~', ' '};
	struct gh_scan scan = {.extra = extra[pick(sizeof extra)], .line_ends = pick(2)};
	size_t i;

	for (i = 0; i < sizeof scan.wanted; i++)
		scan.wanted[i] = one_in > 0 && pick(one_in) == 0;
	gh_scan_prepare(&scan);
	return scan;
}

/* ---- the fold ---- */

struct folded {
	unsigned char *keys;
	struct gh_fold_end ends[400];
	size_t size, count;
};

static struct folded fold(gh_fold_kernel *kernel, const char *text, size_t n)
{
	static struct gh_fold_tables tables;
	struct folded got = {.keys = malloc(GH_FOLD_ROOM(n) + 1 + GH_KEY_SLACK)};
	struct gh_folding folding = {text, n, 0, got.keys, 1, &tables};

	if (!got.keys)
		abort();
	gh_fold_tables_fill(&tables);
	got.keys[0] = GH_KEY_LINE;
	while (folding.at < n)
		got.count += kernel(&folding, n, got.ends + got.count,
		                    sizeof got.ends / sizeof *got.ends - got.count);
	got.size = folding.keys_size - (folding.keys[folding.keys_size - 1] == GH_KEY_BLANK);
	return got;
}

static void check_fold(const char *given, size_t n)
{
	char *text = copy_of(given, n);
	struct folded want = fold(gh_fold_portable, text, n), got;
	size_t kernel;

	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		if (!gh_fold_kernel_of((enum gh_kernel)kernel))
			continue;
		got = fold(gh_fold_kernel_of((enum gh_kernel)kernel), text, n);
		if (got.size != want.size || memcmp(got.keys, want.keys, want.size) != 0 ||
		    got.count != want.count ||
		    memcmp(got.ends, want.ends, want.count * sizeof *want.ends) != 0)
			report("fold", kernel, text, n, 0);
		free(got.keys);
	}
	free(want.keys);
	free(text);
}

static void check_all(char *text, size_t room)
{
	static const size_t calm[] = {0, 3, 30, 300};
	size_t round;

	for (round = 0; round < 4000; round++) {
		struct gh_scan scan = make_scan(pick(3) * 30);
		size_t n = make_text(text, 16 + pick(room - 16), calm[round % 4]);

		check_seams(text, n);
		check_scan(&scan, text, n);
		check_hunt(&scan, text, n);
		check_fold(text, n);
		n = make_bytes(text, 200);
		check_seams(text, n);
		check_scan(&scan, text, n);
		check_hunt(&scan, text, n);
		check_fold(text, n);
	}
}

int main(void)
{
	char text[300];
	size_t kernel;

	for (kernel = 0; kernel < GH_KERNELS; kernel++)
		printf("%s: seams %s, scan %s, fold %s\n", names[kernel],
		       gh_seam_kernel_of((enum gh_kernel)kernel) ? "tested" : "not here",
		       gh_scan_kernel_of((enum gh_kernel)kernel) ? "tested" : "not here",
		       gh_fold_kernel_of((enum gh_kernel)kernel) ? "tested" : "not here");
	check_all(text, sizeof text);
	return 0;
}
