/* SPDX-License-Identifier: MIT */
/* What a pattern is drawn as: sketch.h draws it, pursuit.h follows it. */
#ifndef GH_STROKE_H
#define GH_STROKE_H

#include "rules/atom.h"

/* One thing after another, each with all that may come behind it. */
struct gh_stroke {
	enum { MATCH, MAYBE, NO, LETTERS, SET, FORK, BEGIN, END, EDGE } kind;
	bool possessive;
	uint64_t firsts;     /* what may come first from here on, as gh_set_bits() */
	uint32_t next, other; /* strokes; of a fork the one way and the other */
	uint32_t least, most; /* how often */
	union {
		struct gh_slice letters;
		uint32_t set;
	} of;
};

/* Strokes that are always there. */
#define STROKE_MATCH 0
#define STROKE_MAYBE 1
#define STROKE_NO 2
#define STROKES 3

#endif
