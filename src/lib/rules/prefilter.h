/* SPDX-License-Identifier: MIT */
/*
 * What may be found on a line, by its words at a glance: most lines have nothing that a rule asks
 * for, and none of their words need be looked up.
 */
#ifndef GH_PREFILTER_H
#define GH_PREFILTER_H

#include "rules/matcher.h"

#define GH_MAY_BE_WHOLE 1u /* it may be a whole line of the rules */
#define GH_MAY_HAVE 2u     /* there may be a phrase on it; of a guarded one: at its ends */

/* Of a key without colons at its ends, which has a word; guarded: too long for most phrases. */
unsigned gh_prefilter(const struct gh_matcher *matcher, enum gh_kernel kernel,
                      const unsigned char *key, size_t length, bool guarded);

#endif
