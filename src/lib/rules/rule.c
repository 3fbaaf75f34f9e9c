/* SPDX-License-Identifier: MIT */
#include "rules/rule.h"

#include <string.h>

#include "rules/slice.h"

const char *const gh_verbs[GH_VERBS] = {
#define GH_VERB(id, name, takes) name,
#include "rules/verbs.def"
};

const char *const gh_hows[GH_HOWS] = {[GH_LINE] = "line",
                                          [GH_STARTS] = "starts",
                                          [GH_ENDS] = "ends",
                                          [GH_HAS] = "has",
                                          [GH_MATCH] = "match"};

bool gh_ruleset_string(struct gh_ruleset *set, struct gh_slice span, size_t *offset)
{
	*offset = set->text.size;
	return gh_buf_add(&set->from, &set->text, span.at, span.length) &&
	       gh_buf_add(&set->from, &set->text, "", 1);
}

void gh_ruleset_take_back(struct gh_ruleset *set, const struct gh_ruleset *earlier)
{
	set->text.size = earlier->text.size;
	set->count = earlier->count;
	set->examples_count = earlier->examples_count;
	set->cues_count = earlier->cues_count;
	set->slots_count = earlier->slots_count;
	set->phrases_count = earlier->phrases_count;
	set->parts_count = earlier->parts_count;
	set->files_count = earlier->files_count;
	set->groups_count = earlier->groups_count;
}

void gh_ruleset_init(struct gh_ruleset *set, const ghirbal_allocator *from)
{
	const ghirbal_allocator kept = *from; /* it may be the set's own */

	memset(set, 0, sizeof *set);
	set->from = kept;
}

static void free_arrays(struct gh_ruleset *set)
{
	gh_buf_free(&set->from, &set->text);
	gh_release(&set->from, set->rules);
	gh_release(&set->from, set->examples);
	gh_release(&set->from, set->cues);
	gh_release(&set->from, set->slots);
	gh_release(&set->from, set->phrases);
	gh_release(&set->from, set->parts);
	gh_release(&set->from, set->files);
	gh_release(&set->from, set->groups);
}

void gh_ruleset_free(struct gh_ruleset *set)
{
	if (!set->borrowed)
		free_arrays(set);
	gh_release(&set->from, set->off);
	gh_ruleset_init(set, &set->from);
}

void gh_ruleset_tell(const struct gh_ruleset *set, size_t index, ghirbal_rule_info *info)
{
	const struct gh_rule *rule = &set->rules[index];

	*info = (ghirbal_rule_info){
		.file = set->text.data + set->files[rule->file],
		.line = rule->line,
		.group = gh_group_name(set, rule->group),
		.verb = gh_verbs[rule->verb],
		.how = gh_hows[rule->how],
		.text = set->text.data + rule->text,
		.active = !gh_ruleset_is_off(set, rule->group)
	};
}
