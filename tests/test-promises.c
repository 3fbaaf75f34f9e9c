/* SPDX-License-Identifier: MIT */
/*
 * Promises 2 to 5 on every fixture: nothing is invented, every removal has an address, clean is
 * stable, and nothing is lost silently.
 */
#include "fixture.h"

#include <string.h>

static ghirbal_rules *rules;

struct line {
	const char *text;
	size_t length; /* with its LF */
};

static bool is_blank(const struct line *line)
{
	size_t i;

	for (i = 0; i < line->length; i++)
		if (!strchr(" \t\r\n", line->text[i]) || line->text[i] == '\0')
			return false;
	return true;
}

/* The next line of text from *at; false at its end. */
static bool next_line(const struct text *text, size_t *at, struct line *line)
{
	const char *newline;

	if (*at >= text->size)
		return false;
	line->text = text->data + *at;
	newline = memchr(line->text, '\n', text->size - *at);
	line->length = newline ? (size_t)(newline - line->text) + 1 : text->size - *at;
	*at += line->length;
	return true;
}

static bool line_equal(const struct line *a, const struct line *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Whether short, a line with spans cut out, can be had from whole by deleting bytes. */
static bool is_cut_from(const struct line *shorter, const struct line *whole)
{
	size_t i, at = 0;

	for (i = 0; i < whole->length && at < shorter->length; i++)
		if (whole->text[i] == shorter->text[at])
			at++;
	return at == shorter->length;
}

static const struct removal *removal_of(const struct outcome *outcome, uint64_t line, ghirbal_verdict verdict)
{
	size_t i;

	for (i = 0; i < outcome->count; i++)
		if (outcome->removals[i].line == line && outcome->removals[i].verdict == verdict)
			return &outcome->removals[i];
	return NULL;
}

/* The bytes told as removed are the line's own, without its line end. */
static void check_removed_text(const char *name, const struct line *line, const struct removal *removal)
{
	size_t length = line->length;

	if (length > 0 && line->text[length - 1] == '\n')
		length--;
	if (length > 0 && line->text[length - 1] == '\r')
		length--;
	if (removal->text.size != length || memcmp(removal->text.data, line->text, length) != 0)
		fail(name, "line %ju: the text told as removed is not the line", (uintmax_t)removal->line);
}

/*
 * Walks page and output side by side: each line of the page that is not blank is dropped and told, or
 * comes out whole, or comes out cut and told.  Under --normalize=none that leaves no freedom.
 */
static void check_lines(const char *name, const struct text *page, const struct outcome *outcome)
{
	size_t in = 0, out = 0;
	uint64_t number = 0;
	struct line from, to = {NULL, 0};
	bool more = next_line(&outcome->out, &out, &to);

	while (next_line(page, &in, &from)) {
		const struct removal *dropped = removal_of(outcome, ++number, GHIRBAL_DROPPED);

		if (dropped && !removal_of(outcome, number, GHIRBAL_CUT))
			check_removed_text(name, &from, dropped);
		if (dropped || (is_blank(&from) && (!more || !is_blank(&to))))
			continue;
		if (!more)
			fail(name, "line %ju is lost and no removal tells of it", (uintmax_t)number);
		else if (!line_equal(&from, &to) &&
		         !(removal_of(outcome, number, GHIRBAL_CUT) && is_cut_from(&to, &from)))
			fail(name, "line %ju comes out as another", (uintmax_t)number);
		more = more && next_line(&outcome->out, &out, &to);
	}
	if (more)
		fail(name, "more lines come out than went in");
}

static bool is_rule(const struct removal *removal)
{
	size_t i, count = ghirbal_rules_count(rules);
	ghirbal_rule_info info;

	for (i = 0; i < count; i++)
		if (!ghirbal_rules_get(rules, i, &info) && info.line == removal->rule_line &&
		    strcmp(info.file, removal->rule_file) == 0)
			return strcmp(info.group, removal->group) == 0;
	return false;
}

static void check_addresses(const char *name, const struct outcome *outcome)
{
	size_t i;
	uint64_t last = 0;

	for (i = 0; i < outcome->count; i++) {
		const struct removal *removal = &outcome->removals[i];

		if (removal->line < last)
			fail(name, "removals are told out of order at line %ju", (uintmax_t)removal->line);
		last = removal->line;
		if (removal->verdict != GHIRBAL_DROPPED && removal->verdict != GHIRBAL_CUT)
			fail(name, "line %ju: a removal that removes nothing", (uintmax_t)removal->line);
		if (!removal->group || !removal->group[0])
			fail(name, "line %ju: a removal without a group", (uintmax_t)removal->line);
		if (!removal->reason || !removal->reason[0])
			fail(name, "line %ju: a removal without a reason", (uintmax_t)removal->line);
		else if (removal->rule_file && !is_rule(removal))
			fail(name, "line %ju: no rule of that group at %s:%zu", (uintmax_t)removal->line,
			     removal->rule_file, removal->rule_line);
		else if (!removal->rule_file && strcmp(removal->reason, "rule") == 0)
			fail(name, "line %ju: a rule without an address", (uintmax_t)removal->line);
	}
}

static void check_stable(const char *name, const char *normalize, const struct outcome *first)
{
	struct outcome second;
	ghirbal_settings settings = settings_into(&second, normalize);

	clean_page(rules, &settings, &first->out);
	if (!text_equal(&first->out, &second.out) || second.count > 0)
		fail(name, "--normalize=%s: cleaning clean output changes it (%zu removals)", normalize,
		     second.count);
	outcome_free(&second);
}

/* The sums agree with what was told and written. */
static void check_counts(const char *name, const struct text *page, const struct outcome *outcome)
{
	const ghirbal_counts *counts = &outcome->counts;
	uint64_t dropped = 0, cut = 0;
	size_t i;

	for (i = 0; i < outcome->count; i++) {
		dropped += outcome->removals[i].verdict == GHIRBAL_DROPPED;
		cut += outcome->removals[i].verdict == GHIRBAL_CUT;
	}
	if (counts->documents != 1 || counts->bytes_in != page->size || counts->bytes_out != outcome->out.size)
		fail(name, "counts of documents or bytes are wrong");
	if (counts->lines_dropped != dropped || counts->spans_cut != cut)
		fail(name, "%ju dropped and %ju cut are counted, %ju and %ju were told",
		     (uintmax_t)counts->lines_dropped, (uintmax_t)counts->spans_cut, (uintmax_t)dropped,
		     (uintmax_t)cut);
	if (strcmp(name, "hostile") == 0 ? counts->repaired != 8 : counts->repaired != 0)
		fail(name, "%ju ill-formed sequences are counted", (uintmax_t)counts->repaired);
}

static void check_invalid(const char *name, const struct text *page)
{
	struct outcome outcome;
	ghirbal_settings settings = settings_into(&outcome, "none");
	bool hostile = strcmp(name, "hostile") == 0;

	settings.invalid = GHIRBAL_INVALID_KEEP;
	clean_page(rules, &settings, page);
	check_lines(name, page, &outcome);
	outcome_free(&outcome);
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
		check_addresses(name, &outcome);
		check_counts(name, page, &outcome);
		check_stable(name, profiles[i], &outcome);
		outcome_free(&outcome);
	}
	check_invalid(name, page);
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

int main(void)
{
	size_t fixtures;

	rules = default_rules();
	fixtures = for_each_fixture(check_page);
	check_stopping();
	ghirbal_rules_free(rules);
	return exit_status("test-promises", fixtures);
}
