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
 * say of one word or two is no more than a hint.
 */
void gh_estimate(struct gh_page *page);

#endif
