/* SPDX-License-Identifier: MIT */
/*
 * What an author of rules should look at: examples that fail, and rules that say less than it
 * seems.
 */
#ifndef GH_LINT_H
#define GH_LINT_H

#include "rules/match.h"

/*
 * Reviews every rule and example; report is told of each finding and ends it by returning other
 * than 0 (GHIRBAL_STOPPED).  *ran counts examples.
 */
ghirbal_status gh_lint(const struct gh_matcher *matcher, struct gh_scratch *scratch,
                       ghirbal_finding_report *report, void *context, size_t *ran);

/* Whether a rule leaves part of the line open, so that a sentence could be taken by it. */
bool gh_lint_is_open(const struct gh_ruleset *set, const struct gh_rule *rule);

#endif
