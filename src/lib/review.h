/* SPDX-License-Identifier: MIT */
/*
 * The no examples of a rule set within pages: what no rule of their own takes may fall to another.
 */
#ifndef GH_REVIEW_H
#define GH_REVIEW_H

#include "rules/rule.h"

/*
 * stream cleans with the rules of set and writes nowhere; report is as for ghirbal_rules_review().
 */
ghirbal_status gh_review_pages(const struct gh_ruleset *set, const ghirbal_rules *rules,
                               ghirbal_finding_report *report, void *context);

#endif
