/* SPDX-License-Identifier: MIT */
#include "judge/decision.h"

static const struct {
	const char *name;
	enum gh_group group;
} reasons[GH_REASONS] = {
#define GH_REASON(id, name, group) [GH_BY_##id] = {name, GH_GROUP_##group},
#include "judge/reasons.def"
};

void gh_drop(struct gh_decision *decision, enum gh_reason reason)
{
	if (decision->verdict == GHIRBAL_DROPPED)
		return;
	decision->verdict = GHIRBAL_DROPPED;
	decision->rule = GH_NO_RULE;
	gh_explain(decision, reason);
}

void gh_explain(struct gh_decision *decision, enum gh_reason reason)
{
	decision->reason = (unsigned char)reason;
	decision->group = (unsigned char)reasons[reason].group;
}

struct gh_decision gh_rule_decision(const struct gh_ruleset *set, uint32_t rule,
                                    ghirbal_verdict verdict)
{
	return (struct gh_decision){.verdict = (unsigned char)verdict,
	                            .reason = GH_BY_RULE,
	                            .group = (unsigned char)set->rules[rule].group,
	                            .rule = rule,
	                            .score = -GH_CERTAIN};
}

const char *gh_reason_name(unsigned reason)
{
	return reason < GH_REASONS ? reasons[reason].name : "";
}
