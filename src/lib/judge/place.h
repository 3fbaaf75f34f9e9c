/* SPDX-License-Identifier: MIT */
/*
 * Where each line of a page is: among prose and rules, in a run of its like, in the stretch most
 * like an article, below a heading of the site.
 */
#ifndef GH_PLACE_H
#define GH_PLACE_H

#include "judge/facts.h"

void gh_page_locate(struct gh_page *page);

#endif
