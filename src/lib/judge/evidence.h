/* SPDX-License-Identifier: MIT */
/* The evidence for the lines of a page: the numbers of each row of weights.def. */
#ifndef GH_EVIDENCE_H
#define GH_EVIDENCE_H

#include "judge/matrix.h"
#include "judge/page.h"

/* What the page says of its lines; what its prose says, of weighed ones.  False for want of memory. */
bool gh_evidence_read(struct gh_matrix *matrix, struct gh_page *page);

/* All numbers of line i, those of its shape too: values[GH_EVIDENCE]. */
void gh_evidence_of(const struct gh_matrix *matrix, const struct gh_page *page, size_t i,
                    int16_t *values);

#endif
