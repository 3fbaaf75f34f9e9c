/* SPDX-License-Identifier: MIT */
#include "judge/decision.h"

static const struct {
	const char *name, *group;
} reasons[GH_REASONS] = {
	[GH_BY_RULE] = {"rule", ""},
	[GH_REPEATED] = {"repeated-line", "other"},
	[GH_SECTION_NAME] = {"section-word", "nav"},
	[GH_TAG_CLOUD] = {"tag-cloud", "tags"},
	[GH_IN_BLOCK] = {"in-related-block", "related"},
	[GH_AFTER_END] = {"after-end", "comments"},
	[GH_FOREIGN] = {"foreign-article", "related"},
	[GH_INJECTED] = {"injected-spam", "promo"},
	[GH_BY_SCORE] = {"score", "other"},
};

void gh_drop(struct gh_decision *decision, enum gh_reason reason)
{
	if (decision->verdict == GHIRBAL_DROPPED)
		return;
	decision->verdict = GHIRBAL_DROPPED;
	decision->reason = (unsigned char)reason;
	decision->rule = GH_NO_RULE;
}

const char *gh_reason_name(unsigned reason)
{
	return reason < GH_REASONS ? reasons[reason].name : "";
}

const char *gh_reason_group(unsigned reason)
{
	return reason < GH_REASONS ? reasons[reason].group : "";
}
