/* SPDX-License-Identifier: MIT */
/* What was counted, as JSON for programs and as a page for people. */
#ifndef REPORT_H
#define REPORT_H

#include "options.h"
#include "tally.h"

#define REPORT_ROWS 1000 /* removals that the page shows: it must open in a browser */

struct totals {
	struct tally tally;
	uint64_t files, bytes_in, bytes_out;
	struct bytes rows;      /* of the page */
	uint64_t row_count;     /* all removals, shown or not */
};

/* Adds the rows of a batch while there is room for them. */
void totals_add_rows(struct totals *totals, const struct bytes *rows);
void totals_free(struct totals *totals);

void report_stats(struct bytes *to, struct totals *totals, const ghirbal_rules *rules);
void report_page(struct bytes *to, struct totals *totals, const ghirbal_rules *rules);

#endif
