/* SPDX-License-Identifier: MIT */
/* The words of a line elsewhere in the prose of its page. */
#ifndef GH_SUPPORT_H
#define GH_SUPPORT_H

#include "judge/facts.h"

#define GH_ANY_FACT 0

/*
 * Puts stems of the prose into the page's table, unless it has been done: those of lines with one
 * of the facts, which alone are asked for then.  False for want of memory.
 */
bool gh_gather_support(struct gh_page *page, uint32_t facts);

/* What is known of the stems of a kind. */
enum { GH_NOT_SOUGHT, GH_SOUGHT, GH_IN_PROSE };

static inline size_t gh_stem_kind(uint32_t stem)
{
	return stem / (UINT32_MAX / GH_STEM_KINDS + 1);
}

/* The share of a line's stems that occur in a line of prose other than itself. */
static inline int16_t gh_support_of(const struct gh_page *page, size_t i)
{
	const struct gh_shaped *line = page->shaped[i];
	const uint32_t *stem = page->shapes.stems + line->stem, *end = stem + line->shape.stems;
	size_t found = 0;

	for (; stem < end; stem++) {
		uint32_t in;

		if (page->stems[gh_stem_kind(*stem)] != GH_IN_PROSE)
			continue;
		in = gh_table_find(&page->table, *stem);
		found += in != 0 && in != (uint32_t)i + 1;
	}
	return gh_share(found, line->shape.stems);
}

#endif
