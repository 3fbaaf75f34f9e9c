/* SPDX-License-Identifier: MIT */
/*
 * A pattern drawn as strokes that are followed along a text without PCRE2: most lines that a
 * pattern is tried on differ from it in a few characters, many others plainly have it, and then it
 * need not even be compiled.  What of a pattern cannot be drawn is left to PCRE2.
 */
#ifndef GH_SKETCH_H
#define GH_SKETCH_H

#include <stdbool.h>

#include "base/buf.h"
#include "rules/expansion.h"
#include "rules/slice.h"

/* What patterns are drawn as, all of them in one array. */
struct gh_sketches {
	struct gh_stroke *all;
	size_t count, room;
	struct gh_letter_set *sets;
	size_t sets_count, sets_room;
	struct gh_buf letters;
};

struct gh_sketch {
	uint32_t first; /* of its strokes */
	uint32_t lead;  /* the character that every match begins with, spelt no other way; or 0 */
	bool bound;     /* it matches at the beginning of a line alone */
};

/* Draws the pattern; false for want of memory. */
bool gh_sketch_draw(struct gh_sketches *sketches, const ghirbal_allocator *from,
                    const struct gh_spellings *spellings, struct gh_slice pattern,
                    struct gh_sketch *sketch);
void gh_sketches_free(const ghirbal_allocator *from, struct gh_sketches *sketches);

#endif
