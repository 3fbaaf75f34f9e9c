/* SPDX-License-Identifier: MIT */
/* The judge's thresholds by name: see policy.def. */
#ifndef GH_POLICY_H
#define GH_POLICY_H

enum gh_policy {
#define GH_POLICY(name, value) GH_P_##name = (value),
#include "judge/policy.def"
};

#endif
