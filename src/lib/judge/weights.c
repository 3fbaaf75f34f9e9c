/* SPDX-License-Identifier: MIT */
#include "judge/weights.h"

const struct gh_weights gh_trained_weights = {{
#define GH_WEIGHT(name, weight, prior, reason, words) [GH_E_##name] = weight,
#include "judge/weights.def"
}};
