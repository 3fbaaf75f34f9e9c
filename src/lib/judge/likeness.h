/* SPDX-License-Identifier: MIT */
/*
 * Lines of a page that are alike: copies, near copies, names that come again, and the headline,
 * which repeats the page's title.
 */
#ifndef GH_LIKENESS_H
#define GH_LIKENESS_H

#include "judge/facts.h"

/* Copies, echoes and since_copy of every line; false for want of memory. */
bool gh_count_copies(struct gh_page *page);

void gh_find_near_copies(struct gh_page *page);

void gh_find_headline(struct gh_page *page);

#endif
