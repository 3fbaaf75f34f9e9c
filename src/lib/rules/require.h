/* SPDX-License-Identifier: MIT */
/* What a pattern requires: literals, one of which stands in every line that it matches. */
#ifndef GH_REQUIRE_H
#define GH_REQUIRE_H

#include "rules/literal.h"

/*
 * Reads a valid PCRE2 pattern and adds literals, one of which stands in every line that it matches;
 * number is what a find will tell.  *required is false, and nothing added, if no literal of four
 * letters is required, or of two at the beginning of the line.  False for want of memory.
 */
bool gh_require(struct gh_literals *literals, const char *pattern, size_t length, uint32_t number,
                bool *required);

#endif
