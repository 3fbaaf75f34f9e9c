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

#endif
