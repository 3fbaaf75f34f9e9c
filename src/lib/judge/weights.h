/* SPDX-License-Identifier: MIT */
/* The rows of weights.def by name, and their weights. */
#ifndef GH_WEIGHTS_H
#define GH_WEIGHTS_H

#include <stdint.h>

enum gh_evidence {
#define GH_WEIGHT(name, weight, prior, reason, words) GH_E_##name,
#include "judge/weights.def"
	GH_EVIDENCE,
	/*
	 * The rows before this one are of a line's shape alone (trait.h), the others of its page.
	 */
	GH_SHAPE_EVIDENCE = GH_E_COPYRIGHT + 1,
	/* Of those, the rows from here to the end are the same for all its lines. */
	GH_PAGE_EVIDENCE = GH_E_PAGE_SHORT, GH_PAGE_EVIDENCE_END = GH_E_UNCERTAIN + 1
};

struct gh_weights {
	int16_t of[GH_EVIDENCE]; /* in hundredths */
};

/* Those of weights.def. */
extern const struct gh_weights gh_trained_weights;

#endif
