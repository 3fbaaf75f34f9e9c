/* SPDX-License-Identifier: MIT */
/*
 * Every allocation refused in turn: loading and sealing rules, then each fixture.  A refusal must
 * come back as GHIRBAL_NO_MEMORY and leave nothing allocated, or have made no difference.
 */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "miser.h"

static ghirbal_rules *rules; /* the defaults, for the streams */

/* A rule file of the user's with every verb, how and kind of slot. */
static const char user_rules[] =
	"ghirbal 1\n"
	"slot n digits\n"
	"slot title words 1-12\n"
	"slot place فيسبوك | تويتر | قناة {n}\n"
	"[share]\n"
	"drop line تابعونا في {place}\n"
	"  ok تابعونا في قناة 7\n"
	"  no تابعونا في الطريق\n"
	"drop starts اطلبوا نسختكم:\n"
	"drop ends على صفحتنا الآن\n"
	"drop has وسم {n} من {n}\n"
	"[mine]\n"
	"head line من أعمالنا السابقة\n"
	"end line تمت القصة {title}\n"
	"hint starts جديدنا هذا الشهر\n"
	"cut starts أقوال مختارة {joined}\n"
	"cut match \\[صورة \\d+\\]\n"
	"keep match ^تمت القصة بحمد الله$\n";

static ghirbal_status load(const ghirbal_allocator *from, bool defaults)
{
	ghirbal_rules *made;
	ghirbal_status status = ghirbal_rules_new(&made, from);

	if (status)
		return status;
	if (defaults)
		status = ghirbal_rules_add_defaults(made, NULL);
	if (!status)
		status =
			ghirbal_rules_add(made, "mine.rules", user_rules, strlen(user_rules), NULL);
	if (!status)
		status = ghirbal_rules_spare(made, "mine", NULL);
	if (!status)
		status = ghirbal_rules_seal(made, NULL);
	if (!status) {
		size_t ran = 0;

		status = ghirbal_rules_check(made, NULL, NULL, &ran);
		if (!status && !defaults)
			status = ghirbal_rules_review(made, NULL, NULL, &ran);
		if (!status && ran < 2)
			fail("rules", "the examples were not run");
	}
	ghirbal_rules_free(made);
	return status;
}

static void check_blocks(const char *name, const struct miser *miser)
{
	if (miser->blocks > 0)
		fail(name, "allocation %zu refused: %zu blocks are never freed", miser->refuse,
		     miser->blocks);
}

/* Refuses number after number until one is past the last; returns the number of allocations. */
static size_t check_loading(bool defaults, bool for_good)
{
	struct miser miser = {.for_good = for_good};
	const ghirbal_allocator from = {miser_resize, &miser};
	ghirbal_status status;

	do {
		miser.calls = miser.blocks = 0;
		miser.refuse++;
		status = load(&from, defaults);
		if (status && status != GHIRBAL_NO_MEMORY)
			fail("rules", "allocation %zu refused: %s", miser.refuse,
			     ghirbal_status_text(status));
		check_blocks("rules", &miser);
	} while (miser.calls >= miser.refuse);
	if (status)
		fail("rules", "nothing refused: %s", ghirbal_status_text(status));
	return miser.calls;
}

static void clean_with(const ghirbal_settings *settings, const struct text *page,
                       const ghirbal_allocator *from)
{
	struct outcome *outcome = settings->context;
	ghirbal_stream *stream;

	outcome->status = ghirbal_stream_new(&stream, rules, settings, from);
	if (outcome->status)
		return;
	outcome->status = ghirbal_feed(stream, page->data, page->size);
	if (!outcome->status)
		outcome->status = ghirbal_end(stream);
	ghirbal_stream_free(stream);
}

static void check_refusals(const char *name, const struct text *page, size_t max_document,
                           bool for_good)
{
	struct miser miser = {.for_good = for_good};
	const ghirbal_allocator from = {miser_resize, &miser};
	struct outcome whole, outcome;
	ghirbal_settings settings = settings_into(&whole, "standard,+digits");

	settings.max_document = max_document;
	clean_page(rules, &settings, page);
	do {
		ghirbal_settings again = settings_into(&outcome, "standard,+digits");

		again.max_document = max_document;
		miser.calls = miser.blocks = 0;
		miser.refuse++;
		clean_with(&again, page, &from);
		check_blocks(name, &miser);
		if (outcome.status && outcome.status != GHIRBAL_NO_MEMORY)
			fail(name, "allocation %zu refused: %s", miser.refuse,
			     ghirbal_status_text(outcome.status));
		if (!outcome.status && !outcome_equal(&whole, &outcome))
			fail(name, "allocation %zu refused: another text comes out, and no error",
			     miser.refuse);
		outcome_free(&outcome);
	} while (miser.calls >= miser.refuse);
	outcome_free(&whole);
}

static void check_page(const char *name, const struct text *page)
{
	check_refusals(name, page, 0, false);
	check_refusals(name, page, 0, true);
	check_refusals(name, page, 300, false);
}

int main(void)
{
	size_t fixtures;

	check_loading(false, false);
	check_loading(false, true);
	printf("default rules: %zu allocations\n", check_loading(true, false));
	rules = default_rules();
	fixtures = for_each_fixture(check_page);
	ghirbal_rules_free(rules);
	return exit_status("test-alloc", fixtures);
}
