/* SPDX-License-Identifier: MIT */
/* What a pattern says plainly of its own beginning, so that it runs only on lines that begin so. */
#ifndef GH_CUE_H
#define GH_CUE_H

#include "rules/slice.h"

#define GH_CUE_BYTES 96

/*
 * Writes the whole words that every match of the pattern begins with, parted by blanks; returns the
 * bytes written, 0 where the pattern's first characters do not say.
 */
size_t gh_cue_guess(struct gh_slice pattern, char words[GH_CUE_BYTES]);

/* The character that every match begins with, as it is written; empty where that is not plain. */
struct gh_slice gh_cue_first(struct gh_slice pattern);

#endif
