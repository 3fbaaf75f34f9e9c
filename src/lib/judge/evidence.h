/* SPDX-License-Identifier: MIT */
/*
 * The evidence for a line from its page, as one number for each row of weights.def: GH_ONE for a
 * yes.
 */
#ifndef GH_EVIDENCE_H
#define GH_EVIDENCE_H

#include "judge/page.h"
#include "judge/weights.h"

/* The evidence for line i, values[GH_EVIDENCE_ROOM].  False for want of memory. */
bool gh_evidence_of(struct gh_page *page, size_t i, int16_t *values);

/* Likewise without that of its shape, which is the same on every page: 0 in its rows. */
bool gh_page_evidence(struct gh_page *page, size_t i, int16_t *values);

#endif
