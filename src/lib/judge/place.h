/* SPDX-License-Identifier: MIT */
/*
 * Where each line of a page is: among prose, in the stretch most like an article.
 */
#ifndef GH_PLACE_H
#define GH_PLACE_H

#include "judge/facts.h"

/* How long its lines are, how many of them are the site's, and how much is prose. */
void gh_page_add_up(struct gh_page *page);

/* Once all facts but these are known. */
void gh_page_locate(struct gh_page *page);

#endif
