/* SPDX-License-Identifier: MIT */
/*
 * The evidence for the lines of a page: for each row of weights.def a column of one number a line,
 * GH_ONE for a yes.  A line's score is the product of its numbers and their weights.
 */
#ifndef GH_EVIDENCE_H
#define GH_EVIDENCE_H

#include "judge/page.h"
#include "judge/weights.h"

#define GH_WINDOWS 7      /* rows that count lines about a line */
#define GH_WINDOW_ROOM 18 /* lines that a window can have, and none */

/* The columns of one page after the other. */
struct gh_evidence_table {
	int16_t *cells;
	size_t room, stride;            /* of cells; lines from one column to the next */
	bool told[GH_EVIDENCE];         /* the row has a column: of others nothing is to be said */
	int16_t of_page[GH_EVIDENCE];   /* what is the same for all its lines */
	int16_t shares[GH_WINDOWS][GH_WINDOW_ROOM]; /* what so many lines of a window say */
};

void gh_evidence_init(struct gh_evidence_table *table);
void gh_evidence_free(struct gh_evidence_table *table, const ghirbal_allocator *from);

/* What the page says of its lines; what its prose says, of weighed ones.  False for want of memory. */
bool gh_evidence_read(struct gh_evidence_table *table, struct gh_page *page);

/* Adds up each line's numbers by their weights, with those of its shape, into page->score. */
void gh_evidence_weigh(const struct gh_evidence_table *table, struct gh_page *page,
                       const struct gh_weights *weights);

/* The numbers of line i: values[GH_EVIDENCE_ROOM]. */
void gh_evidence_of(const struct gh_evidence_table *table, const struct gh_page *page, size_t i,
                    int16_t *values);

#endif
