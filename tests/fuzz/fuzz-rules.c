/* SPDX-License-Identifier: MIT */
/*
 * Rule files of any bytes: a wrong one says where and leaves the set as it was; a right one is
 * sealed, runs its examples, and cleans its own text as a page.
 */
#include <string.h>

#include "promise.h"
#include "target.h"

static size_t count_lines(const struct text *text)
{
	size_t i, lines = 1;

	for (i = 0; i < text->size; i++)
		lines += text->data[i] == '\n';
	return lines;
}

static void check_error(const ghirbal_error *error, const struct text *file)
{
	HOLD(strcmp(error->file, "user.rules") == 0);
	HOLD(error->line >= 1 && error->line <= count_lines(file));
	HOLD(memchr(error->word, '\0', sizeof error->word) &&
	     memchr(error->nearest, '\0', sizeof error->nearest));
	HOLD(memchr(error->text, '\0', sizeof error->text) && error->text[0]);
}

static int pass_on(void *context, const char *file, size_t line, const char *example,
                   bool should_match)
{
	(void)context;
	(void)should_match;
	return !(file && line && example);
}

static int hear(void *context, const ghirbal_finding *finding)
{
	(void)context;
	return !(finding->file && finding->line && finding->what && finding->text);
}

static void check_sealed(const ghirbal_rules *rules, const struct text *file)
{
	struct outcome outcome;
	ghirbal_settings settings = settings_into(&outcome, "none");
	size_t ran;

	settings.invalid = GHIRBAL_INVALID_KEEP;
	HOLD(!ghirbal_rules_check(rules, pass_on, NULL, &ran));
	HOLD(!ghirbal_rules_review(rules, hear, NULL, &ran));
	clean_page(rules, &settings, file);
	HOLD(outcome.status == GHIRBAL_OK);
	check_lines("rules", file, &outcome);
	check_rebuilt("rules", file, &outcome);
	check_addresses("rules", rules, &outcome);
	check_counts("rules", file, &outcome);
	HOLD(failure_count() == 0);
	outcome_free(&outcome);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text file = {0};
	ghirbal_rules *rules;
	ghirbal_error error = {.file = ""};
	ghirbal_status status;

	text_add(&file, data, size);
	HOLD(!ghirbal_rules_new(&rules, NULL));
	status = ghirbal_rules_add(rules, "user.rules", file.data, file.size, &error);
	HOLD(status == GHIRBAL_OK || status == GHIRBAL_BAD_RULE);
	if (status)
		HOLD(ghirbal_rules_count(rules) == 0);
	else
		status = ghirbal_rules_seal(rules, &error);
	if (status)
		check_error(&error, &file);
	else
		check_sealed(rules, &file);
	ghirbal_rules_free(rules);
	text_free(&file);
	return 0;
}
