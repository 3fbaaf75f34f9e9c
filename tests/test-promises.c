/* SPDX-License-Identifier: MIT */
/*
 * Promises 2 to 5 on every fixture: nothing is invented, every removal has an address, clean is
 * stable, and nothing is lost silently.
 */
#include "fixture.h"
#include "promise.h"

#include <string.h>

static ghirbal_rules *rules;

static void check_repairs(const char *name, const struct outcome *outcome)
{
	uint64_t repaired = outcome->counts.repaired;

	if (strcmp(name, "hostile") == 0 ? repaired != 8 : repaired != 0)
		fail(name, "%ju ill-formed sequences are counted", (uintmax_t)repaired);
}

/* Offsets count from the document's first byte, in whatever parts it is judged. */
static void check_parts(const char *name, const struct text *page)
{
	static const size_t most[] = {64, 500, 2000};
	size_t i;

	for (i = 0; i < sizeof most / sizeof *most; i++) {
		struct outcome outcome;
		ghirbal_settings settings = settings_into(&outcome, "none");

		settings.invalid = GHIRBAL_INVALID_KEEP;
		settings.max_document = most[i];
		clean_page(rules, &settings, page);
		check_rebuilt(name, page, &outcome);
		outcome_free(&outcome);
	}
}

static void check_invalid(const char *name, const struct text *page)
{
	struct outcome outcome;
	ghirbal_settings settings = settings_into(&outcome, "none");
	bool hostile = strcmp(name, "hostile") == 0;

	settings.invalid = GHIRBAL_INVALID_KEEP;
	clean_page(rules, &settings, page);
	check_lines(name, page, &outcome);
	check_rebuilt(name, page, &outcome);
	outcome_free(&outcome);
	check_parts(name, page);
	settings = settings_into(&outcome, "none");
	settings.invalid = GHIRBAL_INVALID_FAIL;
	clean_page(rules, &settings, page);
	if (outcome.status != (hostile ? GHIRBAL_BAD_UTF8 : GHIRBAL_OK))
		fail(name, "GHIRBAL_INVALID_FAIL: %s", ghirbal_status_text(outcome.status));
	outcome_free(&outcome);
}

static void check_page(const char *name, const struct text *page)
{
	static const char *const profiles[] = {"none", "light", "standard", "search"};
	size_t i;

	for (i = 0; i < sizeof profiles / sizeof *profiles; i++) {
		struct outcome outcome;
		ghirbal_settings settings = settings_into(&outcome, profiles[i]);

		clean_page(rules, &settings, page);
		if (outcome.status)
			fail(name, "%s", ghirbal_status_text(outcome.status));
		check_addresses(name, rules, &outcome);
		check_counts(name, page, &outcome);
		check_repairs(name, &outcome);
		check_stable(name, rules, profiles[i], &outcome, settings.level);
		outcome_free(&outcome);
	}
	check_invalid(name, page);
}

/* Spans that stand together only once another between them was cut, and a line that then goes. */
static void check_cuts_in_cuts(void)
{
	static const char text[] =
		"ghirbal 1\n[share]\ncut has مربع\ncut has مثلث دائرة\ndrop line أزرق أحمر\n";
	static char bytes[] = "أزرق مثلث مربع مربع  دائرة أحمر\r\n\n\nأول مثلث  مربع دائرة  "
	                      "مربع\nمربع مثلث دائرة\n"
			      "كلام  مثلث مربع مربع دائرة";
	struct text page = {bytes, sizeof bytes - 1, 0};
	struct outcome outcome;
	ghirbal_settings settings = settings_into(&outcome, "none");
	ghirbal_rules *own = NULL;

	if (ghirbal_rules_new(&own, NULL) ||
	    ghirbal_rules_add(own, "own", text, sizeof text - 1, NULL) ||
	    ghirbal_rules_seal(own, NULL))
		fail("cuts", "the rules do not load");
	clean_page(own, &settings, &page);
	if (outcome.count < 10)
		fail("cuts", "%zu removals", outcome.count);
	check_rebuilt("cuts", &page, &outcome);
	outcome_free(&outcome);
	ghirbal_rules_free(own);
}

static int stop(void *context, const char *bytes, size_t size)
{
	(void)bytes;
	(void)size;
	++*(int *)context;
	return 1;
}

/* A sink that stops is called once, and every later call says that it stopped. */
static void check_stopping(void)
{
	static const char page[] = "سطر من النص.\n";
	int calls = 0;
	ghirbal_stream *stream;
	ghirbal_settings settings;

	ghirbal_settings_default(&settings);
	settings.write = stop;
	settings.context = &calls;
	if (ghirbal_stream_new(&stream, rules, &settings, NULL) ||
	    ghirbal_feed(stream, page, sizeof page - 1) || ghirbal_end(stream) != GHIRBAL_STOPPED ||
	    ghirbal_feed(stream, page, sizeof page - 1) != GHIRBAL_STOPPED ||
	    ghirbal_end(stream) != GHIRBAL_STOPPED || calls != 1)
		fail("stopping", "the sink's refusal is not what the stream returns");
	ghirbal_stream_free(stream);
}

/* Mistakes of a caller are told, not suffered. */
static void check_misuse(void)
{
	static const char page[] = "سطر من النص.\n";
	struct outcome outcome;
	ghirbal_settings settings = settings_into(&outcome, "none"), unfilled = {0};
	ghirbal_stream *stream = NULL;

	unfilled.write = settings.write;
	if (ghirbal_stream_new(&stream, rules, &unfilled, NULL) != GHIRBAL_MISUSE || stream)
		fail("misuse", "settings that nobody filled make a stream");
	if (ghirbal_stream_new(&stream, rules, &settings, NULL) ||
	    ghirbal_feed(stream, page, sizeof page - 1) ||
	    ghirbal_clean(stream, page, sizeof page - 1) != GHIRBAL_MISUSE || ghirbal_end(stream) ||
	    ghirbal_clean(stream, page, sizeof page - 1) || ghirbal_clean(stream, NULL, 0))
		fail("misuse", "a document is cleaned inside another, or not after it");
	if (ghirbal_stream_counts(stream)->documents != 3)
		fail("misuse", "documents are not counted");
	ghirbal_stream_free(stream);
	outcome_free(&outcome);
}

int main(void)
{
	size_t fixtures;

	rules = default_rules();
	fixtures = for_each_fixture(check_page);
	check_cuts_in_cuts();
	check_stopping();
	check_misuse();
	ghirbal_rules_free(rules);
	return exit_status("test-promises", fixtures);
}
