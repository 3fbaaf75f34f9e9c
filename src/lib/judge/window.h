/* SPDX-License-Identifier: MIT */
/* How many of the lines about each are in a set. */
#ifndef GH_WINDOW_H
#define GH_WINDOW_H

#include "judge/sets.h"

/* Lines at most reach lines away, as a share of some number of lines. */
struct gh_window {
	unsigned reach;
	bool itself;          /* counts too */
	bool of_all;          /* as a share of the lines there are: less at the ends of a page */
	unsigned char shift;  /* a share is the count by two to the power of shift ... */
	uint16_t factor;      /* ... and by factor, of which the upper sixteen bits are taken */
};

/* So that no product is more than 32 bits and no share of up to 17 lines is rounded up. */
#define GH_SHARE_FACTOR(most, shift) (uint16_t)(((1 << (26 - (shift))) + (most) - 1) / (most))

/* Puts the shares of a page's lines into a column of whole margins. */
void gh_window_tell(const struct gh_window *window, const struct gh_page *page,
                    const struct gh_sets *sets, const uint64_t *set, int16_t *column);

#endif
