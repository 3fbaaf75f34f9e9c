/* SPDX-License-Identifier: MIT */
#include "rule.h"

#include <string.h>

void gh_ruleset_init(struct gh_ruleset *set, const ghirbal_allocator *from)
{
	memset(set, 0, sizeof *set);
	set->from = *from;
}

ghirbal_status gh_ruleset_add(struct gh_ruleset *set, const char *name, const char *text, size_t size,
                              ghirbal_error *error)
{
	(void)set, (void)name, (void)text, (void)size, (void)error;
	return GHIRBAL_OK;
}

void gh_ruleset_free(struct gh_ruleset *set)
{
	gh_buf_free(&set->from, &set->text);
}

ghirbal_status gh_ruleset_switch(struct gh_ruleset *set, const char *list, bool off, ghirbal_error *error)
{
	(void)set, (void)list, (void)off, (void)error;
	return GHIRBAL_OK;
}

void gh_ruleset_tell(const struct gh_ruleset *set, size_t rule, ghirbal_rule_info *info)
{
	(void)set, (void)rule;
	memset(info, 0, sizeof *info);
}
