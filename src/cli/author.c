/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "author.h"

#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "ground/utf8.h"
#include "json.h"
#include "rulebook.h"

/* Of each rule that takes lines of a clean text, so many are shown. */
#define SAMPLES 3
#define SAMPLE_BYTES 160

/* ---- listing ---- */

static void add_member(struct bytes *out, const char *name, const char *value)
{
	bytes_format(out, ",\"%s\":\"", name);
	json_quote_whole(out, value, strlen(value));
	bytes_put(out, '"');
}

static void list_json(struct bytes *out, const ghirbal_rule_info *info)
{
	bytes_text(out, "{\"file\":\"");
	json_quote_whole(out, info->file, strlen(info->file));
	bytes_format(out, "\",\"line\":%zu", info->line);
	add_member(out, "group", info->group);
	add_member(out, "verb", info->verb);
	add_member(out, "how", info->how);
	bytes_format(out, ",\"on\":%s", info->active ? "true" : "false");
	add_member(out, "text", info->text);
	bytes_text(out, "}\n");
}

static void add_columns(struct bytes *out, const ghirbal_rule_info *info, char between)
{
	add_field(out, info->file, strlen(info->file));
	bytes_format(out, "%c%zu\t%s\t%s\t%s\t%s\t", between, info->line, info->group,
	             info->verb, info->how, info->active ? "on" : "off");
	add_field(out, info->text, strlen(info->text));
	bytes_put(out, '\n');
}

static void list_tsv(struct bytes *out, const ghirbal_rule_info *info)
{
	add_columns(out, info, '\t');
}

static void list_text(struct bytes *out, const ghirbal_rule_info *info)
{
	add_columns(out, info, ':');
}

void author_list(struct bytes *out, const ghirbal_rules *rules, enum listing listing)
{
	static void (*const list[])(struct bytes *, const ghirbal_rule_info *) = {
		[LISTING_TEXT] = list_text, [LISTING_TSV] = list_tsv, [LISTING_JSON] = list_json};
	ghirbal_rule_info info;
	size_t i;

	if (listing == LISTING_TSV)
		bytes_text(out, "file\tline\tgroup\tverb\thow\ton\ttext\n");
	for (i = 0; ghirbal_rules_get(rules, i, &info) == GHIRBAL_OK; i++)
		list[listing](out, &info);
}

/* ---- review ---- */

struct review {
	struct bytes *out;
	size_t failures;
};

/* As compilers write it, so that editors jump to the line. */
static int report_finding(void *context, const ghirbal_finding *finding)
{
	struct review *review = context;

	review->failures += finding->fails;
	add_field(review->out, finding->file, strlen(finding->file));
	bytes_format(review->out, ":%zu: %s%s", finding->line,
	             finding->fails ? "" : "warning: ", finding->what);
	if (finding->other_file) {
		bytes_text(review->out, " (");
		add_field(review->out, finding->other_file, strlen(finding->other_file));
		bytes_format(review->out, ":%zu)", finding->other_line);
	}
	bytes_text(review->out, ": ");
	add_field(review->out, finding->text, strlen(finding->text));
	bytes_put(review->out, '\n');
	return 0;
}

/* ---- against clean text ---- */

/* What one rule takes. */
struct toll {
	size_t rule, lines, samples;
	struct {
		size_t at, size; /* in the samples' bytes */
	} sample[SAMPLES];
};

struct against {
	struct toll *tolls; /* by rule */
	struct bytes samples;
	size_t lines, unruled;
};

static int write_nowhere(void *context, const char *bytes, size_t size)
{
	(void)context;
	(void)bytes;
	(void)size;
	return 0;
}

static int note_removal(void *context, const ghirbal_removal *removal)
{
	struct against *against = context;
	struct toll *toll;

	if (removal->verdict == GHIRBAL_BLANK)
		return 0;
	against->lines++;
	if (removal->rule == GHIRBAL_NO_RULE || strcmp(removal->reason, "rule") != 0) {
		against->unruled++;
		return 0;
	}
	toll = &against->tolls[removal->rule];
	toll->lines++;
	if (toll->samples < SAMPLES) {
		toll->sample[toll->samples].at = against->samples.size;
		toll->sample[toll->samples++].size = removal->length;
		bytes_add(&against->samples, removal->text, removal->length);
	}
	return 0;
}

static int by_lines(const void *a, const void *b)
{
	const struct toll *one = a, *other = b;

	if (one->lines != other->lines)
		return one->lines < other->lines ? 1 : -1;
	return one->rule < other->rule ? -1 : one->rule > other->rule;
}

/* The beginning of what was taken, on one line. */
static void add_sample(struct bytes *out, const char *text, size_t size)
{
	size_t at = 0, step;

	bytes_text(out, "    ");
	for (; at < size && at < SAMPLE_BYTES; at += step ? step : 1) {
		step = gh_utf8_length(text + at, size - at);
		if (step > 1)
			bytes_add(out, text + at, step);
		else
			bytes_put(out, step == 1 && text[at] >= ' ' && text[at] != 0x7F ? text[at]
			                                                                : ' ');
	}
	bytes_text(out, at < size ? "…\n" : "\n");
}

static void tell_toll(struct bytes *out, const struct against *against, const struct toll *toll,
                      const ghirbal_rules *rules)
{
	ghirbal_rule_info info;
	size_t i;

	(void)ghirbal_rules_get(rules, toll->rule, &info);
	add_field(out, info.file, strlen(info.file));
	bytes_format(out, ":%zu: takes %zu of the text: %s %s ", info.line, toll->lines, info.verb,
	             info.how);
	add_field(out, info.text, strlen(info.text));
	bytes_put(out, '\n');
	for (i = 0; i < toll->samples; i++)
		add_sample(out, against->samples.at + toll->sample[i].at, toll->sample[i].size);
}

/* Rules first that take most; of equals in the order of the files. */
static void tell_tolls(struct bytes *out, struct against *against, const ghirbal_rules *rules)
{
	size_t i, count = ghirbal_rules_count(rules);

	if (count > 0)
		qsort(against->tolls, count, sizeof *against->tolls, by_lines);
	for (i = 0; i < count && against->tolls[i].lines > 0; i++)
		tell_toll(out, against, &against->tolls[i], rules);
	if (against->unruled > 0)
		bytes_format(out, "%zu more go by their place or their shape: see --explain\n",
		             against->unruled);
}

static ghirbal_status clean_against(struct against *against, const ghirbal_rules *rules,
                                    const struct bytes *text)
{
	ghirbal_settings settings;
	ghirbal_stream *stream;
	ghirbal_status status;

	ghirbal_settings_default(&settings);
	settings.write = write_nowhere;
	settings.removed = note_removal;
	settings.context = against;
	status = ghirbal_stream_new(&stream, rules, &settings, NULL);
	if (status)
		return status;
	status = ghirbal_clean(stream, text->at, text->size);
	ghirbal_stream_free(stream);
	return status;
}

static enum status hold_against(struct bytes *out, const char *file, const ghirbal_rules *rules,
                                struct log *log)
{
	struct against against = {0};
	struct bytes text = {0};
	ghirbal_status status = GHIRBAL_OK;
	size_t i, count = ghirbal_rules_count(rules);
	bool good = rulebook_read(log, file, &text);

	against.tolls = array_resize(NULL, count + 1, sizeof *against.tolls);
	memset(against.tolls, 0, (count + 1) * sizeof *against.tolls);
	for (i = 0; i < count; i++)
		against.tolls[i].rule = i;
	if (good) {
		bytes_reserve(&text, 1);
		status = clean_against(&against, rules, &text);
		tell_tolls(out, &against, rules);
	}
	if (status)
		log_error(log, file, "%s", ghirbal_status_text(status));
	free(against.tolls);
	bytes_free(&against.samples);
	bytes_free(&text);
	if (!good || status)
		return STATUS_FAILED;
	return against.lines > 0 ? STATUS_FOUND : STATUS_DONE;
}

/* Silent if all is well: then it can stand before && in a script. */
enum status author_check(struct bytes *out, const struct options *options,
                           const ghirbal_rules *rules, struct log *log)
{
	struct review review = {out, 0};
	size_t ran = 0;
	ghirbal_status status = ghirbal_rules_review(rules, report_finding, &review, &ran);
	enum status held = STATUS_DONE;

	if (status) {
		log_error(log, NULL, "rules: %s", ghirbal_status_text(status));
		return STATUS_FAILED;
	}
	if (options->against)
		held = hold_against(out, options->against, rules, log);
	if (options->verbose && out->size == 0)
		bytes_format(out, "%zu rules, %zu examples, all as they should be\n",
		             ghirbal_rules_count(rules), ran);
	return review.failures > 0 && held == STATUS_DONE ? STATUS_FOUND : held;
}
