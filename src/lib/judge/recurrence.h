/* SPDX-License-Identifier: MIT */
/*
 * What goes because the site says it on many of its pages, as far as a site memory knows.
 *
 * Repetition alone decides nothing: of the words that an editor keeps, 8 % stand on three pages of
 * their site too (a praise before each fatwa, a columnist's last words, a paragraph of background).
 * What is the site's comes in runs, and at the edges of a page.
 */
#ifndef GH_RECURRENCE_H
#define GH_RECURRENCE_H

#include "judge/decision.h"
#include "judge/facts.h"

/* Whether the memory knows the site well, and a line of the document from other pages. */
bool gh_has_recurrent(const struct gh_doc *doc);

/* False for want of memory. */
bool gh_drop_recurrent(struct gh_page *page, struct gh_decision *decisions);

/*
 * What the memory says of a line, for weights.def: 0 where the site is not known well.  The share
 * of the site's pages that have it, unless it recurs alone, as the formulas of an author do.
 */
int16_t gh_recurrence_of(const struct gh_page *page, size_t i);
bool gh_is_new(const struct gh_page *page, size_t i);           /* on no other page that is known */

/* "stands on 31 of 57 pages of this site" into out, if the memory knows the line. */
size_t gh_tell_recurrence(const struct gh_page *page, size_t i, char *out, size_t room);

#endif
