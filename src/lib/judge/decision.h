/* SPDX-License-Identifier: MIT */
/* What the judge decides of a line, and the reasons it can have. */
#ifndef GH_DECISION_H
#define GH_DECISION_H

#include "judge/fixed.h"
#include "rules/match.h"

enum gh_reason {
	GH_BY_RULE,
	GH_REPEATED,
	GH_SECTION_NAME,
	GH_TAG_CLOUD,
	GH_IN_BLOCK,
	GH_AFTER_END,
	GH_FOREIGN,
	GH_INJECTED,
	GH_BY_SCORE,
	GH_REASONS
};

/* A value of GH_ONE times a weight of a hundred hundredths. */
#define GH_SCORE_ONE (100 * GH_ONE)

struct gh_decision {
	unsigned char verdict; /* ghirbal_verdict */
	unsigned char reason;  /* gh_reason */
	uint32_t rule;         /* the rule that decided, or GH_NO_RULE */
	int32_t score;         /* in 1 / GH_SCORE_ONE; below zero means chrome */
};

/* Drops the line if nothing has dropped it before. */
void gh_drop(struct gh_decision *decision, enum gh_reason reason);

const char *gh_reason_name(unsigned reason);
const char *gh_reason_group(unsigned reason);

#endif
