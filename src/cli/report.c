/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "report.h"

#include <stdlib.h>

#include "fold_rows.h"
#include "json.h"
#include "report_page.inc"

static void add_string(struct bytes *to, const char *text, size_t size)
{
	bytes_put(to, '"');
	json_quote_whole(to, text, size);
	bytes_put(to, '"');
}

static void member(struct bytes *to, const char *name)
{
	bytes_put(to, ',');
	add_string(to, name, strlen(name));
	bytes_put(to, ':');
}

static void string(struct bytes *to, const char *name, const char *text)
{
	member(to, name);
	add_string(to, text, strlen(text));
}

static void number(struct bytes *to, const char *name, uint64_t value)
{
	member(to, name);
	bytes_number(to, value);
}

/* A comma between the elements of an array, which begins at begin. */
static void part(struct bytes *to, size_t begin)
{
	if (to->size > begin)
		bytes_put(to, ',');
}

/* ---- what was asked and counted ---- */

static void add_command(struct bytes *to, const struct options *options)
{
	size_t i, begin;

	bytes_text(to, ",\"command\":[");
	begin = to->size;
	for (i = 0; i < options->words_count && i < REPORT_WORDS; i++) {
		part(to, begin);
		add_string(to, options->words[i], strlen(options->words[i]));
	}
	bytes_put(to, ']');
	number(to, "words_left", options->words_count - i);
}

static void add_figures(struct bytes *to, const struct totals *totals)
{
	struct figure figures[FIGURES];
	size_t i, begin;

	totals_figures(totals, figures);
	bytes_text(to, ",\"figures\":[");
	begin = to->size;
	for (i = 0; i < FIGURES; i++) {
		part(to, begin);
		bytes_format(to, "[\"%s\",%llu]", figures[i].name,
		             (unsigned long long)figures[i].number);
	}
	bytes_put(to, ']');
}

static int by_removals(const void *a, const void *b)
{
	const struct sample_file *const *one = a, *const *other = b;

	if ((*one)->removals != (*other)->removals)
		return (*one)->removals < (*other)->removals ? 1 : -1;
	return *one < *other ? -1 : *one > *other;
}

/* The files with most removals, and how many there are in all. */
static void add_files(struct bytes *to, const struct sample *sample)
{
	const struct sample_file **sorted =
		array_resize(NULL, sample->files_count, sizeof *sorted);
	size_t i, begin;

	for (i = 0; i < sample->files_count; i++)
		sorted[i] = &sample->files[i];
	qsort(sorted, sample->files_count, sizeof *sorted, by_removals);
	number(to, "file_count", sample->files_count);
	bytes_text(to, ",\"files\":[");
	begin = to->size;
	for (i = 0; i < sample->files_count && i < REPORT_FILES; i++) {
		part(to, begin);
		bytes_put(to, '[');
		add_string(to, sorted[i]->name, strlen(sorted[i]->name));
		bytes_format(to, ",%llu,%llu]", (unsigned long long)sorted[i]->documents,
		             (unsigned long long)sorted[i]->removals);
	}
	bytes_put(to, ']');
	free(sorted);
}

/* ---- causes ---- */

static int by_count(const void *a, const void *b)
{
	const struct sample_cause *one = *(struct sample_cause *const *)a;
	const struct sample_cause *other = *(struct sample_cause *const *)b;
	int order;

	if (one->count != other->count)
		return one->count < other->count ? 1 : -1;
	if (one->rule != other->rule)
		return one->rule < other->rule ? -1 : 1;
	order = strcmp(one->reason, other->reason);
	return order ? order : strcmp(one->group, other->group);
}

static int by_draw(const void *a, const void *b)
{
	const struct sample_text *one = a, *other = b;

	return one->draw < other->draw ? -1 : one->draw > other->draw;
}

/* [text, file, record, line] each. */
static void add_texts(struct bytes *to, struct sample_cause *cause)
{
	size_t i, begin;

	bytes_text(to, ",\"samples\":[");
	begin = to->size;
	if (cause->texts_count > 1)
		qsort(cause->texts, cause->texts_count, sizeof *cause->texts, by_draw);
	for (i = 0; i < cause->texts_count; i++) {
		const struct sample_text *text = &cause->texts[i];

		part(to, begin);
		bytes_put(to, '[');
		add_string(to, text->text.at, text->text.size);
		bytes_put(to, ',');
		add_string(to, text->file, strlen(text->file));
		bytes_format(to, ",%llu,%llu]", (unsigned long long)text->record,
		             (unsigned long long)text->line);
	}
	bytes_put(to, ']');
}

static void add_cause(struct bytes *to, struct sample_cause *cause, const ghirbal_rules *rules,
                      bool with_texts)
{
	ghirbal_rule_info info;

	bytes_format(to, "{\"count\":%llu", (unsigned long long)cause->count);
	string(to, "group", cause->group);
	if (cause->rule == GHIRBAL_NO_RULE) {
		string(to, "reason", cause->reason);
	} else if (ghirbal_rules_get(rules, cause->rule, &info) == GHIRBAL_OK) {
		number(to, "rule", cause->rule);
		string(to, "file", info.file);
		number(to, "line", info.line);
		string(to, "verb", info.verb);
		string(to, "how", info.how);
		string(to, "text", info.text);
	}
	if (with_texts)
		add_texts(to, cause);
	bytes_put(to, '}');
}

static void add_causes(struct bytes *to, const struct sample *sample, const ghirbal_rules *rules)
{
	size_t i, begin;

	bytes_text(to, ",\"causes\":[");
	begin = to->size;
	if (sample->causes_count > 1)
		qsort(sample->causes, sample->causes_count, sizeof *sample->causes, by_count);
	for (i = 0; i < sample->causes_count && to->size - begin < 2 * REPORT_TEXTS; i++) {
		part(to, begin);
		add_cause(to, sample->causes[i], rules, to->size - begin < REPORT_TEXTS);
	}
	bytes_put(to, ']');
}

/* ---- documents ---- */

static void add_document(struct bytes *to, const struct sample_document *document, size_t most)
{
	struct sheet_view sheet = sheet_read(document->sheet.at);

	bytes_text(to, "{\"file\":");
	add_string(to, document->file, strlen(document->file));
	number(to, "record", sheet.head->record);
	if (sheet.head->document > 1)
		number(to, "document", sheet.head->document);
	if (sheet.head->id > 0) {
		member(to, "id");
		bytes_add(to, sheet.id, sheet.head->id);
	}
	if (sheet.head->url > 0) {
		member(to, "url");
		bytes_add(to, sheet.url, sheet.head->url);
	}
	number(to, "size", sheet.head->size);
	number(to, "left", sheet.head->left);
	bytes_text(to, ",\"lines\":[");
	fold_rows(to, sheet.rows, sheet.head->rows, most,
	          sheet.head->lines - sheet.head->lines_shown);
	bytes_text(to, "]}");
}

/* The size to which documents are folded so that all of them fit: the short ones stay whole. */
static size_t share_of(const struct sample *sample, size_t room)
{
	size_t low = 0, high = SHEET_MOST * 2, i;

	while (low < high) {
		size_t middle = low + (high - low + 1) / 2, sum = 0;

		for (i = 0; i < sample->count; i++) {
			size_t rows = sheet_read(sample->at[i].sheet.at).head->rows;

			sum += rows < middle ? rows : middle;
		}
		if (sum <= room)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static void add_documents(struct bytes *to, const struct sample *sample)
{
	size_t share = share_of(sample, REPORT_LINES), i, begin;

	bytes_text(to, ",\"documents\":[");
	begin = to->size;
	for (i = 0; i < sample->count; i++) {
		part(to, begin);
		add_document(to, &sample->at[i], share);
	}
	bytes_put(to, ']');
}

/* ---- the page ---- */

static void add_data(struct bytes *to, const struct totals *totals, const struct sample *sample,
                     const struct options *options, const ghirbal_rules *rules)
{
	bytes_text(to, "{\"ghirbal\":");
	add_string(to, ghirbal_version(), strlen(ghirbal_version()));
	string(to, "language", options->english ? "en" : "ar");
	add_command(to, options);
	if (options->memory_file)
		string(to, "memory", options->memory_file);
	add_figures(to, totals);
	number(to, "document_count", sample->documents);
	number(to, "seed", sample->seed);
	add_files(to, sample);
	add_causes(to, sample, rules);
	add_documents(to, sample);
	bytes_put(to, '}');
}

/*
 * In JSON < stands in strings only, and so written it can neither end the block nor begin a
 * comment.
 */
static void add_for_script(struct bytes *to, const struct bytes *json)
{
	size_t i = 0;

	while (i < json->size) {
		const char *less = memchr(json->at + i, '<', json->size - i);
		size_t end = less ? (size_t)(less - json->at) : json->size;

		bytes_add(to, json->at + i, end - i);
		if (less)
			bytes_text(to, "\\u003c");
		i = end + 1;
	}
}

void report_page(struct bytes *to, const struct totals *totals, const struct sample *sample,
                 const struct options *options, const ghirbal_rules *rules)
{
	struct bytes data = {0};

	add_data(&data, totals, sample, options, rules);
	bytes_add(to, page_before_data, sizeof page_before_data);
	add_for_script(to, &data);
	bytes_add(to, page_after_data, sizeof page_after_data);
	bytes_free(&data);
}
