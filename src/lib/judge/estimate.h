/* SPDX-License-Identifier: MIT */
/*
 * Does this page have chrome at all?  An estimate for the document from what is certain, the
 * phrases that rules take.  Where nothing certain stands, short lines are the author's.
 */
#ifndef GH_ESTIMATE_H
#define GH_ESTIMATE_H

#include "judge/facts.h"

/*
 * Once copies, prose and doubted lines are known.  On a page that is doubted as a whole, what rules
 * say of one word or two is no more than a hint.  Where there is an article signs are not looked
 * for. False for want of memory.
 */
bool gh_estimate(struct gh_page *page);

/*
 * Finds units, and the signs of a site that are certain, unless they have been; false for want of
 * memory.
 */
bool gh_find_signs(struct gh_page *page);

#endif
