/* SPDX-License-Identifier: MIT */
/*
 * Where each line of a page is: among prose, in the stretch most like an article.
 */
#ifndef GH_PLACE_H
#define GH_PLACE_H

#include "judge/facts.h"

/* Once all facts but these are known. */
void gh_page_locate(struct gh_page *page);

/* The line after the last of those from i on that are not such. */
static inline size_t gh_gap_end(const struct gh_page *page, size_t i, uint32_t fact)
{
	while (i < page->doc->count && !gh_is(page, i, fact))
		i++;
	return i;
}

#endif
