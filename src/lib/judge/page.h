/* SPDX-License-Identifier: MIT */
/*
 * A page read: the facts of its lines, from rules, shapes and neighbours.
 *
 * One pass forward and one back over the lines, with windows of fixed width: linear in their
 * number.
 */
#ifndef GH_PAGE_H
#define GH_PAGE_H

#include "judge/facts.h"

bool gh_page_init(struct gh_page *page, const ghirbal_allocator *from, struct gh_lexemes *lexemes);
void gh_page_free(struct gh_page *page);

/*
 * Takes the lines of doc as they are now, with what the rules said: what tells whether the page has
 * any chrome, and what that is by structure alone.  False for want of memory.
 */
bool gh_page_read(struct gh_page *page, const struct gh_doc *doc, const struct gh_ruleset *rules,
                  const struct gh_hits *hits);

/* What only a page with signs of chrome is asked for; false for want of memory. */
bool gh_page_read_on(struct gh_page *page);

#endif
