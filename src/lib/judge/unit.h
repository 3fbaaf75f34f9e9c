/* SPDX-License-Identifier: MIT */
/*
 * Units: runs of lines of one pattern, which are an author's or a site's as a whole.
 *
 * A pattern is one kind of line again and again, or two or three kinds in turn: headlines;
 * headline and date; name, price and description; question and answer.
 */
#ifndef GH_UNIT_H
#define GH_UNIT_H

#include "judge/facts.h"

#define GH_UNIT_LINES 3 /* fewer lines are no list */

/*
 * Finds the units of the page and what they are made of, once buttons and doubts are known; false
 * for want of memory.
 */
bool gh_find_units(struct gh_page *page);

#endif
