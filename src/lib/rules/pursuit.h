/* SPDX-License-Identifier: MIT */
/* A sketch followed along a text. */
#ifndef GH_PURSUIT_H
#define GH_PURSUIT_H

#include "rules/sketch.h"

/*
 * Whether a match may begin at a place of a bare line.  What is not understood, or takes too long,
 * counts as yes, and so does what lies behind the end of a text that goes on.
 */
bool gh_may_match(const struct gh_sketches *sketches, const struct gh_sketch *sketch,
                  struct gh_slice text, size_t at, bool goes_on);

/* Whether one may begin at or behind the place: told of what begins behind a certain character. */
bool gh_may_match_behind(const struct gh_sketches *sketches, const struct gh_sketch *sketch,
                         struct gh_slice text, size_t at);

/* Whether a match surely begins at the beginning of a line: never of what is not understood. */
bool gh_must_match(const struct gh_sketches *sketches, const struct gh_sketch *sketch,
                   struct gh_slice text, bool goes_on);

#endif
