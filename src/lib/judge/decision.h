/* SPDX-License-Identifier: MIT */
/* What the judge decides of a line, and the reasons it can have. */
#ifndef GH_DECISION_H
#define GH_DECISION_H

#include "judge/fixed.h"
#include "rules/match.h"

enum gh_reason {
#define GH_REASON(id, name, group) GH_BY_##id,
#include "judge/reasons.def"
	GH_REASONS,
	GH_BY_NOTHING = GH_REASONS
};

/* A value of GH_ONE times a weight of a hundred hundredths. */
#define GH_SCORE_ONE (100 * GH_ONE)
#define GH_CERTAIN (4 * GH_SCORE_ONE) /* scores are not surer than this */

struct gh_decision {
	unsigned char verdict; /* ghirbal_verdict */
	unsigned char reason;  /* gh_reason */
	unsigned char group;   /* that a removal is told under: index into the rule set's groups */
	uint32_t rule;         /* the rule that decided, or GH_NO_RULE */
	int32_t score;         /* in 1 / GH_SCORE_ONE; below zero means chrome */
};

/* Drops the line for the reason, under its group, if nothing has dropped it before. */
void gh_drop(struct gh_decision *decision, enum gh_reason reason);

/* Gives a line that goes another reason, and its group. */
void gh_explain(struct gh_decision *decision, enum gh_reason reason);

/* The decision that a rule makes. */
struct gh_decision gh_rule_decision(const struct gh_ruleset *set, uint32_t rule,
                                    ghirbal_verdict verdict);

/*
 * Whether what is decided to go stays in the text, because its group is switched off: the one place
 * that says so, for rules, structure and score.
 */
static inline bool gh_is_spared(const struct gh_ruleset *set, const struct gh_decision *decision)
{
	return gh_ruleset_is_off(set, decision->group);
}

const char *gh_reason_name(unsigned reason);

#endif
