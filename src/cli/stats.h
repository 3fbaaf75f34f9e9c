/* SPDX-License-Identifier: MIT */
/* What was counted in the whole run, and --stats: that as JSON for programs. */
#ifndef STATS_H
#define STATS_H

#include "tally.h"

struct totals {
	struct tally tally;
	uint64_t files, bytes_in, bytes_out;
};

struct figure {
	const char *name;
	uint64_t number;
};

enum { FIGURES = 16 };

void totals_figures(const struct totals *totals, struct figure figures[FIGURES]);

void report_stats(struct bytes *to, struct totals *totals, const ghirbal_rules *rules);

#endif
