/* SPDX-License-Identifier: MIT */
/*
 * The evidence for a line from its page, as one number for each row of weights.def: GH_ONE for a
 * yes.
 */
#ifndef GH_EVIDENCE_H
#define GH_EVIDENCE_H

#include "judge/page.h"

enum gh_evidence {
#define GH_WEIGHT(name, weight, prior, reason, words) GH_E_##name,
#include "judge/weights.def"
	GH_EVIDENCE
};

/* The evidence for line i, values[GH_EVIDENCE].  False for want of memory. */
bool gh_evidence_of(struct gh_page *page, size_t i, int16_t *values);

#endif
