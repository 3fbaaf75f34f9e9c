/* SPDX-License-Identifier: MIT */
/* The words of a line elsewhere in the prose of its page. */
#ifndef GH_SUPPORT_H
#define GH_SUPPORT_H

#include "judge/facts.h"

#define GH_ANY_FACT 0

/*
 * Puts stems of the prose into the page's table, unless it has been done: those of lines with one of the
 * facts, which alone are asked for then.  False for want of memory.
 */
bool gh_gather_support(struct gh_page *page, uint32_t facts);

/* The share of a line's stems that occur in a line of prose other than itself. */
int16_t gh_support_of(const struct gh_page *page, size_t i);

#endif
