/* SPDX-License-Identifier: MIT */
/*
 * A pattern followed loosely along a text, as it is written and without PCRE2: most lines that a
 * pattern is tried on differ from it in a few characters, and then it need not even be compiled.
 */
#ifndef GH_SKETCH_H
#define GH_SKETCH_H

#include <stdbool.h>

#include "rules/slice.h"

struct gh_sketch {
	struct gh_slice pattern;
	bool followed; /* it can be: otherwise every text may match */
	bool bound;    /* and matches at the beginning of a line alone */
};

struct gh_sketch gh_sketch_read(struct gh_slice pattern);

/*
 * Whether a match may begin where the bare text begins.  What is not understood, or takes too long,
 * counts as yes, and so does what lies behind the end of a text that goes on.
 */
bool gh_may_match(const struct gh_sketch *sketch, struct gh_slice text, bool goes_on);

/* Whether a pattern has but letters, blanks and counts, so that nothing in it can be wrong. */
bool gh_is_plain(struct gh_slice pattern);

#endif
