/* SPDX-License-Identifier: MIT */
/* What a pattern is drawn as: sketch.h draws it, pursuit.h follows it. */
#ifndef GH_STROKE_H
#define GH_STROKE_H

#include "rules/atom.h"

enum gh_stroke_kind {
	MATCH, MAYBE, NO, LETTERS, SET, FORK, BEGIN, END,
	EDGE,            /* a word begins or ends */
	LOOK, LOOK_NOT,  /* what the stroke `other` begins comes, or does not */
	BEHIND,          /* a character of the set stands before */
	DOUBT            /* what is asked is not told: it may be met, not surely */
};

/* One thing after another, each with all that may come behind it. */
struct gh_stroke {
	uint64_t firsts;      /* what may come first from here on, as gh_set_bits() */
	uint32_t next, other; /* strokes; of a fork the one way and the other */
	uint32_t least, most; /* how often */
	uint32_t of, length;  /* the set, or where in the sketches' letters its own are */
	unsigned char kind;
	bool possessive;
};

/* Strokes that are always there. */
#define STROKE_MATCH 0
#define STROKE_MAYBE 1
#define STROKE_NO 2
#define STROKES 3

#endif
