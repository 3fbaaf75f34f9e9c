/* SPDX-License-Identifier: MIT */
/* The fast path: words of which each character goes, stays or folds whatever stands beside it. */
#ifndef GH_FASTPATH_H
#define GH_FASTPATH_H

#include "normal/pass.h"

/*
 * Does the word at pass->done, and those after it while they have something to change.  False if
 * the word at pass->done then has to go through the steps.
 */
bool gh_fast_words(struct gh_pass *pass);

/*
 * Does a part of a word, from pass->done to end, beside which plain letters stand; false as before.
 */
bool gh_fast_part(struct gh_pass *pass, size_t end);

/*
 * Whether the zero width non-joiner at `at`, which Persian is full of, stays: it stands between two
 * letters that no step changes and that would join.
 */
bool gh_fast_non_joiner(const struct gh_pass *pass, size_t at);

#endif
