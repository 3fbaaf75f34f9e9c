/* SPDX-License-Identifier: MIT */
/* The evidence for the lines of a page: the numbers of each row of weights.def. */
#ifndef GH_EVIDENCE_H
#define GH_EVIDENCE_H

#include "judge/matrix.h"
#include "judge/page.h"

/*
 * What the page says of its lines, but for their support; asked: gh_evidence_of() will be.  False
 * for want of memory.
 */
bool gh_evidence_read(struct gh_matrix *matrix, const struct gh_page *page,
                      const struct gh_weights *weights, bool asked);

/* What its prose says, of weighed lines.  False for want of memory. */
bool gh_support_read(struct gh_matrix *matrix, struct gh_page *page);

/* What that may add to a score. */
struct gh_range {
	int32_t low, high;
};

/* Lines that it may add as much to are of one kind. */
#define GH_SUPPORT_KINDS 6
#define GH_SUPPORT_STEMS 2 /* a line with fewer says nothing if the prose has none of them */
#define GH_SUPPORT_WORDS 5 /* a longer line is one of so many */

static inline size_t gh_support_kind(const struct gh_page *page, size_t i)
{
	uint32_t stems = gh_shape_of(page, i)->stems;

	return 2 * (stems < GH_SUPPORT_STEMS ? stems : GH_SUPPORT_STEMS) +
	       (page->words[i] >= GH_SUPPORT_WORDS);
}

void gh_support_bound(const struct gh_page *page, const struct gh_weights *weights,
                      struct gh_range kinds[GH_SUPPORT_KINDS]);

/* Adds what was read of it to the scores of weighed lines. */
void gh_support_weigh(const struct gh_matrix *matrix, struct gh_page *page);

/* All numbers of line i, those of its shape too: values[GH_EVIDENCE]. */
void gh_evidence_of(const struct gh_matrix *matrix, const struct gh_page *page, size_t i,
                    int16_t *values);

#endif
