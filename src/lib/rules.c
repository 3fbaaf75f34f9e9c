/* SPDX-License-Identifier: MIT */
/* The public functions of rules. */
#include "rules.h"

#include "defaults.h"
#include "review.h"
#include "rules/image.h"
#include "rules/lint.h"
#include "rules/match.h"
#include "rules/rule.h"

ghirbal_status ghirbal_rules_new(ghirbal_rules **rules, const ghirbal_allocator *allocator)
{
	ghirbal_allocator from = gh_allocator(allocator);
	ghirbal_rules *made;

	if (!rules)
		return GHIRBAL_MISUSE;
	*rules = NULL;
	made = gh_resize(&from, NULL, sizeof *made);
	if (!made)
		return GHIRBAL_NO_MEMORY;
	made->from = from;
	made->matcher = made->begun = NULL;
	gh_ruleset_init(&made->set, &from);
	*rules = made;
	return GHIRBAL_OK;
}

/* The rules of the image are copied before others join them. */
static ghirbal_status own_image(ghirbal_rules *rules)
{
	size_t size;
	const void *image = gh_default_image(&size);

	struct gh_ruleset copy = rules->set;
	struct gh_matcher *matcher;
	ghirbal_status status;

	copy.off = NULL; /* it stays where it is */
	status = gh_image_read(image, size, &copy, false, &matcher);
	if (status)
		return status;
	gh_matcher_free(rules->begun);
	copy.off = rules->set.off;
	copy.built_in = rules->set.built_in;
	copy.built_in_end = rules->set.built_in_end;
	rules->set = copy;
	rules->begun = matcher;
	gh_matcher_adopt(matcher, &rules->set);
	return GHIRBAL_OK;
}

ghirbal_status ghirbal_rules_add(ghirbal_rules *rules, const char *name, const char *text,
                                 size_t size, ghirbal_error *error)
{
	if (!rules || !name || (!text && size > 0) || rules->matcher)
		return GHIRBAL_MISUSE;
	if (rules->set.borrowed) {
		ghirbal_status status = own_image(rules);

		if (status)
			return status;
	}
	return gh_ruleset_add(&rules->set, name, text, size, error);
}

void ghirbal_rules_on_error(ghirbal_rules *rules, ghirbal_error_report *report, void *context)
{
	if (!rules)
		return;
	rules->set.report = report;
	rules->set.report_context = context;
}

static ghirbal_status read_defaults(struct gh_ruleset *set, ghirbal_error *error)
{
	struct gh_ruleset before = *set;
	struct gh_default_file file;
	ghirbal_status status = GHIRBAL_OK;
	size_t i;

	for (i = 0; !status && gh_default_file(i, &file); i++)
		status = gh_ruleset_add(set, file.name, (const char *)file.text, file.size, error);
	if (status)
		gh_ruleset_take_back(set, &before);
	return status;
}

/* An image is for a set that nothing was done to. */
static bool is_untouched(const struct gh_ruleset *set)
{
	return !set->text.data && !set->groups && !set->off && !set->off_unless_named;
}

ghirbal_status ghirbal_rules_add_defaults(ghirbal_rules *rules, ghirbal_error *error)
{
	ghirbal_status status = GHIRBAL_OK;
	const void *image;
	size_t size, before;

	if (!rules || rules->matcher)
		return GHIRBAL_MISUSE;
	before = rules->set.count;
	image = gh_default_image(&size);
	if (is_untouched(&rules->set))
		status = gh_image_read(image, size, &rules->set, true, &rules->begun);
	if (!status && !rules->begun)
		status = read_defaults(&rules->set, error);
	if (!status) {
		rules->set.built_in = before;
		rules->set.built_in_end = rules->set.count;
	}
	return status;
}

ghirbal_status ghirbal_rules_strip(ghirbal_rules *rules, const char *list, ghirbal_error *error)
{
	if (!rules || !list || rules->matcher)
		return GHIRBAL_MISUSE;
	return gh_ruleset_switch(&rules->set, list, false, error);
}

ghirbal_status ghirbal_rules_spare(ghirbal_rules *rules, const char *list, ghirbal_error *error)
{
	if (!rules || !list || rules->matcher)
		return GHIRBAL_MISUSE;
	return gh_ruleset_switch(&rules->set, list, true, error);
}

ghirbal_status ghirbal_rules_seal(ghirbal_rules *rules, ghirbal_error *error)
{
	struct gh_matcher *begun;
	ghirbal_status status;

	if (!rules || rules->matcher)
		return GHIRBAL_MISUSE;
	begun = rules->begun;
	if (!begun)
		return gh_matcher_new(&rules->matcher, &rules->set, error);
	rules->begun = NULL;
	status = gh_matcher_seal(begun, error);
	if (status)
		gh_matcher_free(begun);
	else
		rules->matcher = begun;
	return status;
}

size_t ghirbal_rules_count(const ghirbal_rules *rules)
{
	return rules ? rules->set.count : 0;
}

ghirbal_status ghirbal_rules_get(const ghirbal_rules *rules, size_t index, ghirbal_rule_info *info)
{
	if (!rules || !info || index >= rules->set.count)
		return GHIRBAL_MISUSE;
	gh_ruleset_tell(&rules->set, index, info);
	return GHIRBAL_OK;
}

const char *ghirbal_rules_group(const ghirbal_rules *rules, size_t index)
{
	return rules && index < rules->set.groups_count
	               ? gh_group_name(&rules->set, (uint32_t)index)
	               : NULL;
}

static ghirbal_status run_examples(const ghirbal_rules *rules, struct gh_scratch *scratch,
                                   ghirbal_example_report *report, void *context, size_t *ran)
{
	const struct gh_ruleset *set = &rules->set;
	size_t i;

	for (i = 0; i < set->examples_count; i++) {
		const struct gh_example *example = &set->examples[i];
		const char *text = set->text.data + example->text;
		const struct gh_rule *rule = &set->rules[example->rule];
		bool matched;

		++*ran;
		if (!gh_match_example(rules->matcher, scratch, example->rule, text, example->length,
		                      &matched))
			return GHIRBAL_NO_MEMORY;
		if (matched == example->should_match)
			continue;
		if (report && report(context, set->text.data + set->files[rule->file],
		                     example->line, text, example->should_match) != 0)
			return GHIRBAL_STOPPED;
	}
	return GHIRBAL_OK;
}

/* What examples are tried with. */
static ghirbal_status open_scratch(const ghirbal_rules *rules, struct gh_scratch **scratch)
{
	if (!rules || !rules->matcher)
		return GHIRBAL_MISUSE;
	*scratch = gh_scratch_new(rules->matcher, &rules->from);
	return *scratch ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

ghirbal_status ghirbal_rules_check(const ghirbal_rules *rules, ghirbal_example_report *report,
                                   void *context, size_t *ran)
{
	struct gh_scratch *scratch;
	size_t count = 0;
	ghirbal_status status = open_scratch(rules, &scratch);

	if (status)
		return status;
	status = run_examples(rules, scratch, report, context, &count);
	gh_scratch_free(scratch);
	if (ran)
		*ran = count;
	return status;
}

ghirbal_status ghirbal_rules_review(const ghirbal_rules *rules, ghirbal_finding_report *report,
                                    void *context, size_t *ran)
{
	struct gh_scratch *scratch;
	size_t count = 0;
	ghirbal_status status = open_scratch(rules, &scratch);

	if (status)
		return status;
	status = gh_lint(rules->matcher, scratch, report, context, &count);
	gh_scratch_free(scratch);
	if (!status)
		status = gh_review_pages(&rules->set, rules, report, context);
	if (ran)
		*ran = count;
	return status;
}

void ghirbal_rules_free(ghirbal_rules *rules)
{
	ghirbal_allocator from;

	if (!rules)
		return;
	from = rules->from;
	gh_matcher_free(rules->matcher);
	gh_matcher_free(rules->begun);
	gh_ruleset_free(&rules->set);
	gh_release(&from, rules);
}
