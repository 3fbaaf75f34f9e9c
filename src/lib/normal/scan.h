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

/*
 * Passed over: printable ASCII, TAB, LF, and well-formed two-byte characters of the blocks without
 * combining marks (00C0-02FF, 03C0-047F) and of Arabic (0600-06FF) but for those that are wanted.
 */
struct gh_scan {
	unsigned char sort[256];      /* of each byte: enum in scan.c */
	unsigned char wanted[256];    /* by code point less 0600: not to be passed over */
	/* wanted again, as the bit sets that the AVX2 path shuffles */
	unsigned char sets[2][16];
	unsigned char extra;          /* one ASCII byte to stop at; LF for none */
	bool line_ends;               /* stop at a blank before LF */
	bool everything;              /* stop at all but blanks and line ends: the reference */
	size_t (*next)(const struct gh_scan *scan, const char *text, size_t n);
};

/* wanted, extra, line_ends and everything are set; fills in the rest. */
void gh_scan_prepare(struct gh_scan *scan);

/* The first position that calls for a look, or n.  text begins with a whole character. */
size_t gh_scan_portable(const struct gh_scan *scan, const char *text, size_t n);

#endif
