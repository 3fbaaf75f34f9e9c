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

/* Takes the lines of doc as they are now, with what the rules said; false for want of memory. */
bool gh_page_read(struct gh_page *page, const struct gh_doc *doc, const struct gh_ruleset *rules,
                  const struct gh_hits *hits);

#endif
