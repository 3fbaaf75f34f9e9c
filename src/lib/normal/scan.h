/* SPDX-License-Identifier: MIT */
/*
 * The scan for work: finds the next byte that the normaliser has to look at, so that clean text is
 * passed over at memory speed and copied whole.  It also checks the UTF-8 of all it passes over.
 */
#ifndef GH_SCAN_H
#define GH_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/kernel.h"

struct gh_scan;

/*
 * Says of each byte of so many blocks of 64 whether it calls for a look: bit i of looks[k] stands
 * for the byte 64 * k + i of text.  One byte more of it is read.
 */
typedef void gh_scan_kernel(const struct gh_scan *scan, const char *text, size_t blocks,
                            uint64_t *looks);

/*
 * Passed over: printable ASCII, TAB, LF, and well-formed two-byte characters of the blocks without
 * combining marks (00C0-02FF, 03C0-047F) and of Arabic (0600-06FF) but for those that are wanted.
 */
struct gh_scan {
	unsigned char sort[256];      /* of each byte: enum in scan.c */
	unsigned char wanted[256];    /* by code point less 0600: not to be passed over */
	/* looked up by halves of a byte: bits that row and column have if it may be passed over */
	unsigned char rows[16], columns[16];
	unsigned char sets[2][16];    /* wanted, of D8 D9 and DA DB, by the second byte's low half */
	/*
	 * second bytes: from the first to the last wanted behind D8, and some not wanted behind D9;
	 * 0 for none
	 */
	struct gh_scan_range {
		unsigned char from, to;
	} wanted_d8, calm_d9;
	unsigned char extra;          /* one ASCII byte to stop at; LF for none */
	bool line_ends;               /* stop at a blank before LF */
	bool everything;              /* stop at all but blanks and line ends: the reference */
	gh_scan_kernel *look;
};

/* wanted, extra, line_ends and everything are set; fills in the rest. */
void gh_scan_prepare(struct gh_scan *scan);

/* NULL where there is no such kernel or this machine cannot run it. */
gh_scan_kernel *gh_scan_kernel_of(enum gh_kernel kernel);

#define GH_HUNT_BLOCKS 64

/* A text through which the scan goes once, so many blocks at a time. */
struct gh_hunt {
	const struct gh_scan *scan;
	const char *text;
	size_t n;
	size_t begin, end;            /* the bytes of which looks tell */
	uint64_t looks[GH_HUNT_BLOCKS];
};

void gh_hunt_begin(struct gh_hunt *hunt, const struct gh_scan *scan, const char *text, size_t n);

/*
 * The first position from `at` on that calls for a look, or n.  No character begins before `at` and
 * ends behind it.  To ask in the order of the text is fast.
 */
size_t gh_hunt_next(struct gh_hunt *hunt, size_t at);

/* ---- between scan.c and the kernels for one kind of machine only ---- */

gh_scan_kernel gh_scan_portable, gh_scan_sse2, gh_scan_neon, gh_scan_avx2, gh_scan_avx512;

/* Whether a byte calls for a look, seen with the one behind it and no other. */
bool gh_scan_calls(const struct gh_scan *scan, unsigned char byte, unsigned char next);

static inline bool gh_scan_is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

#endif
