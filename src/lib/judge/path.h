/* SPDX-License-Identifier: MIT */
/*
 * The lines of a page decided together, by their scores: two states, kept and dropped, with a price
 * on changing from one line to the next (Viterbi), so that a line of little evidence goes with its
 * neighbours.  Lines that rules took are not there for it.
 *
 * What is dearest to know, the support of lines by the prose, may be left out at first: most lines
 * go or stay whatever it is.
 */
#ifndef GH_PATH_H
#define GH_PATH_H

#include "judge/decision.h"
#include "judge/evidence.h"

/*
 * What the line before one is, by the lowest of the scores that lines may have and by the highest.
 */
struct gh_before {
	signed char low, high;
};

/* Lines whose support decides none but them: end is the line after the last. */
struct gh_stretch {
	size_t begin, end;
	signed char before; /* what the line before the first is; 0 if there is none */
	bool after;         /* the line at end is kept */
};

struct gh_path {
	struct gh_before *before;     /* by line */
	size_t before_room;
	struct gh_stretch *stretches; /* that are not decided yet */
	size_t count, room;
	struct gh_decision gone;      /* of lines that go, until they are explained */
};

void gh_path_free(struct gh_path *path, const ghirbal_allocator *from);

/* Has all lines of a page before it, as one stretch; false for want of memory. */
bool gh_path_open(struct gh_path *path, const struct gh_page *page);

/*
 * Decides, of scores without support, the lines that go or stay whatever their support adds, by
 * their kinds.  The stretches of others are left, and the lines of these are weighed.
 */
void gh_path_bound(struct gh_path *path, struct gh_page *page,
                   const struct gh_range *support, int bias,
                   struct gh_decision *decisions);

/* Decides the lines of the stretches that are left. */
void gh_path_decide(const struct gh_path *path, const struct gh_page *page, int bias,
                    struct gh_decision *decisions);

#endif
