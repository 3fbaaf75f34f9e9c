/* SPDX-License-Identifier: MIT */
/* Traits: the evidence of a line's shape alone, whatever page it stands on. */
#ifndef GH_TRAIT_H
#define GH_TRAIT_H

#include "judge/shape.h"
#include "judge/weights.h"

/* Sets the rows of values before GH_SHAPE_EVIDENCE. */
void gh_traits_of(const struct gh_shape *shape, int16_t *values);

/* Their sum by weight, in 1 / GH_SCORE_ONE. */
int32_t gh_worth_of(const struct gh_shape *shape, const struct gh_weights *weights);

#endif
