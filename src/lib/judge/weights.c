/* SPDX-License-Identifier: MIT */
#include "judge/weights.h"

const struct gh_weights gh_trained_weights = {{
#define GH_WEIGHT(name, weight, prior, reason, words) [GH_E_##name] = weight,
#include "judge/weights.def"
}};

int32_t gh_weigh(const struct gh_weights *weights, const int16_t *values)
{
	int32_t sum = 0;
	int k;

	for (k = 0; k < GH_EVIDENCE_ROOM; k++)
		sum += weights->of[k] * values[k];
	return sum;
}
