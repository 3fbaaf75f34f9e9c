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

#include "base/kernel.h"

struct gh_scan;

/* The first position that calls for a look, or n.  text begins with a whole character. */
typedef size_t gh_scan_kernel(const struct gh_scan *scan, const char *text, size_t n);

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
	unsigned char extra;          /* one ASCII byte to stop at; LF for none */
	bool line_ends;               /* stop at a blank before LF */
	bool everything;              /* stop at all but blanks and line ends: the reference */
	gh_scan_kernel *next;
};

/* wanted, extra, line_ends and everything are set; fills in the rest. */
void gh_scan_prepare(struct gh_scan *scan);

/* NULL where there is no such kernel or this machine cannot run it. */
gh_scan_kernel *gh_scan_kernel_of(enum gh_kernel kernel);

/* ---- between scan.c and the kernels for one kind of machine only ---- */

gh_scan_kernel gh_scan_portable, gh_scan_avx2, gh_scan_avx512, gh_scan_neon;

static inline bool gh_scan_is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

#endif
