/* SPDX-License-Identifier: MIT */
/* The rows of weights.def by name, and their weights. */
#ifndef GH_WEIGHTS_H
#define GH_WEIGHTS_H

#include <stdint.h>

enum gh_evidence {
#define GH_WEIGHT(name, weight, prior, reason, words) GH_E_##name,
#include "judge/weights.def"
	GH_EVIDENCE,
	/* The rows before this one are of a line's shape alone (trait.h), the others of its page. */
	GH_SHAPE_EVIDENCE = GH_E_COPYRIGHT + 1,
	/* Rows are summed eight at a time; those beyond the last are 0. */
	GH_EVIDENCE_ROOM = (GH_EVIDENCE + 7) / 8 * 8
};

struct gh_weights {
	int16_t of[GH_EVIDENCE_ROOM]; /* in hundredths */
};

/* Those of weights.def. */
extern const struct gh_weights gh_trained_weights;

/* The sum of values[GH_EVIDENCE_ROOM] by their weights, in 1 / GH_SCORE_ONE. */
int32_t gh_weigh(const struct gh_weights *weights, const int16_t *values);

#endif
