/* SPDX-License-Identifier: MIT */
/* A set of rules as callers of the library hold it. */
#ifndef GH_RULES_H
#define GH_RULES_H

#include "rules/matcher.h"

struct ghirbal_rules {
	ghirbal_allocator from;
	struct gh_ruleset set;
	struct gh_matcher *matcher; /* once sealed */
	struct gh_matcher *begun;   /* before, if the rules begin with those of the image */
};

#endif
