/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "cleaner.h"

#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "learning.h"
#include "mark.h"
#include "signals.h"
#include "site.h"

static void put_clean(struct cleaner *cleaner, const char *text, size_t size)
{
	if (size > 0)
		cleaner->last = text[size - 1];
	if (cleaner->quoter)
		json_quote(cleaner->quoter, cleaner->sink, text, size);
	else
		bytes_add(cleaner->sink, text, size);
}

/* What goes before the text: once it is known that the document stays. */
static void put_beginning(struct cleaner *cleaner)
{
	if (cleaner->begun)
		return;
	cleaner->begun = true;
	bytes_add(cleaner->sink, cleaner->prefix.at, cleaner->prefix.size);
	put_clean(cleaner, cleaner->blank.at, cleaner->blank.size);
	cleaner->blank.size = 0;
}

static int write_clean(void *context, const char *text, size_t size)
{
	struct cleaner *cleaner = context;

	cleaner->any = cleaner->any || !is_blank(text, size);
	if (!cleaner->any && cleaner->options->drop_empty) {
		bytes_add(&cleaner->blank, text, size);
		return 0;
	}
	put_beginning(cleaner);
	put_clean(cleaner, text, size);
	return 0;
}

static struct tally *tally_of(struct cleaner *cleaner)
{
	return cleaner->careful ? &cleaner->own : &cleaner->batch->tally;
}

static void tell_place(struct cleaner *cleaner, const ghirbal_removal *removal)
{
	if (cleaner->options->explain == EXPLAIN_JSON)
		audit_json(&cleaner->batch->explain, &cleaner->address, removal);
	if (cleaner->options->rejects)
		audit_json(&cleaner->batch->rejects, &cleaner->address, removal);
}

/* Each string of an array has bytes of its own in the file, so each is told by itself. */
static void tell_elements(struct cleaner *cleaner, const ghirbal_removal *removal)
{
	const struct batch *batch = cleaner->batch;
	size_t number = SIZE_MAX;
	ghirbal_removal part;

	while (elements_part(&cleaner->elements, removal, &number, &part)) {
		const struct element *element = &cleaner->elements.at[number];

		address_element(&cleaner->address, number, batch->offset + element->begin,
		                batch->in.at + element->begin, element->end - element->begin,
		                element->escaped, element->lone);
		tell_place(cleaner, &part);
	}
}

static int note_removal(void *context, const ghirbal_removal *removal)
{
	struct cleaner *cleaner = context;
	const struct options *options = cleaner->options;

	if (cleaner->joined)
		elements_note(&cleaner->elements, removal);
	if (!cleaner->audited)
		return 0;
	if (options->explain == EXPLAIN_TEXT)
		audit_explain(&cleaner->batch->explain, &cleaner->address, removal);
	if (cleaner->joined)
		tell_elements(cleaner, removal);
	else
		tell_place(cleaner, removal);
	if (removal->verdict == GHIRBAL_BLANK)
		return 0;
	if (cleaner->shown)
		page_mark(&cleaner->page, removal);
	if (options->stats || options->report) {
		counts_add(&tally_of(cleaner)->groups, removal->group, 1);
		counts_add(&tally_of(cleaner)->reasons, removal->reason, 1);
	}
	return 0;
}

/* An audit costs a call for each removal, so it is asked for only when somebody will read it. */
static bool wants_audit(const struct options *options)
{
	return options->explain != EXPLAIN_NOT || options->rejects || options->report ||
	       options->stats;
}

static void open_stream(struct cleaner *cleaner)
{
	const struct options *options = cleaner->options;
	ghirbal_settings settings;

	ghirbal_settings_default(&settings);
	settings.write = write_clean;
	settings.removed = cleaner->audited || json_paths_join(options->paths) ? note_removal
	                                                                       : NULL;
	settings.context = cleaner;
	settings.normal = options->normal;
	settings.level = options->level;
	settings.invalid = options->invalid;
	settings.only_normalize = options->only_normalize;
	settings.max_document = options->max_document;
	settings.memory = options->memory;
	if (ghirbal_stream_new(&cleaner->stream, cleaner->rules, &settings, NULL) != GHIRBAL_OK)
		out_of_memory();
	memset(&cleaner->before, 0, sizeof cleaner->before);
	if (cleaner->hits_before)
		memset(cleaner->hits_before, 0,
		       ghirbal_rules_count(cleaner->rules) * sizeof *cleaner->hits_before);
}

void cleaner_init(struct cleaner *cleaner, const struct options *options,
                  const ghirbal_rules *rules)
{
	memset(cleaner, 0, sizeof *cleaner);
	cleaner->options = options;
	cleaner->audited = wants_audit(options);
	cleaner->shown = options->report || options->explain == EXPLAIN_MARK;
	cleaner->rules = rules;
	cleaner->careful = options_may_stop(options);
	if (options->learning && ghirbal_learner_new(&cleaner->learner, NULL) != GHIRBAL_OK)
		out_of_memory();
	if ((options->stats || options->report) && !options->only_normalize && rules)
		cleaner->hits_before = array_resize(NULL, ghirbal_rules_count(rules),
		                                    sizeof *cleaner->hits_before);
}

void cleaner_free(struct cleaner *cleaner)
{
	if (cleaner->learner)
		learning_spill(cleaner->options->learning, cleaner->learner, true);
	ghirbal_learner_free(cleaner->learner);
	ghirbal_stream_free(cleaner->stream);
	free(cleaner->hits_before);
	bytes_free(&cleaner->learned);
	bytes_free(&cleaner->site);
	bytes_free(&cleaner->scratch);
	json_spans_free(&cleaner->site_spans);
	address_free(&cleaner->address);
	elements_free(&cleaner->elements);
	page_free(&cleaner->page);
	sheet_free(&cleaner->sheet);
	bytes_free(&cleaner->prefix);
	bytes_free(&cleaner->blank);
	bytes_free(&cleaner->text);
	bytes_free(&cleaner->clean);
	bytes_free(&cleaner->held);
	bytes_free(&cleaner->border);
	bytes_free(&cleaner->border_clean);
	tally_free(&cleaner->own);
	json_spans_free(&cleaner->spans);
}

/* ---- the document with its removals in place ---- */

static void begin_page(struct cleaner *cleaner)
{
	page_clear(&cleaner->page);
	sheet_clear(&cleaner->sheet);
	if (cleaner->options->explain == EXPLAIN_MARK)
		mark_begin(&cleaner->batch->explain, cleaner->options, &cleaner->address);
}

static void show_line(void *context, const struct page *page, const struct line *line)
{
	struct cleaner *cleaner = context;

	if (cleaner->options->explain == EXPLAIN_MARK)
		mark_line(&cleaner->batch->explain, cleaner->options, line);
	if (cleaner->options->report)
		sheet_line(&cleaner->sheet, page, line);
}

/* --mark shows all of a document, the report what fits into it. */
static void hold_page(struct cleaner *cleaner, const char *text, size_t size)
{
	bool whole = cleaner->options->explain == EXPLAIN_MARK;

	page_feed(&cleaner->page, text, size, whole ? SIZE_MAX : cleaner->options->max_document);
}

/* What the library may still hold is not decided; what is older is shown and forgotten. */
static void show_decided(struct cleaner *cleaner)
{
	struct page *page = &cleaner->page;

	if (cleaner->options->explain == EXPLAIN_MARK &&
	    page->text.size / 2 > cleaner->options->max_document)
		page_show(page, page->size - cleaner->options->max_document, show_line, cleaner);
}

static void end_page(struct cleaner *cleaner)
{
	struct page *page = &cleaner->page;
	uint64_t left = page->size - page->begin - page->text.size;

	page_show(page, UINT64_MAX, show_line, cleaner);
	if (cleaner->options->report)
		sheet_close(&cleaner->sheet, &cleaner->batch->report, &cleaner->address,
		            page->size, left);
}

/* ---- sites ---- */

/* Whether anybody asks of which site a document is. */
static bool wants_site(const struct cleaner *cleaner)
{
	return cleaner->options->memory || cleaner->learner;
}

void cleaner_site_url(struct cleaner *cleaner, const char *url, size_t size)
{
	cleaner->site.size = 0;
	cleaner->says_site = wants_site(cleaner) && site_of_url(&cleaner->site, url, size);
}

void cleaner_site_json(struct cleaner *cleaner, const char *line, size_t size)
{
	const struct json_paths *paths = cleaner->options->site_paths;
	struct bytes *url = &cleaner->scratch;
	struct json_quoter quoter;
	const struct json_span *span;

	cleaner->says_site = false;
	if (!wants_site(cleaner) ||
	    json_find(paths, line, size, &cleaner->site_spans) != JSON_FOUND)
		return;
	/* Of several the first, in an array too, which has a span of its own. */
	span = &cleaner->site_spans.at[0];
	if (span->kind == SPAN_ARRAY && span->count == 0)
		return;
	span += span->kind == SPAN_ARRAY;
	if (!span->escaped)
		cleaner_site_url(cleaner, line + span->begin, span->end - span->begin);
	else if (json_unquote(url, &quoter, line + span->begin, span->end - span->begin))
		cleaner_site_url(cleaner, url->at, url->size);
}

/* --site first, then what the record says, then the file; standard input is no site. */
static void tell_site(struct cleaner *cleaner, const struct batch *batch)
{
	const char *named = cleaner->options->site ? cleaner->options->site : batch->file;

	if (!wants_site(cleaner))
		return;
	cleaner->has_site = cleaner->says_site || cleaner->options->site || strcmp(named, "-") != 0;
	if (cleaner->options->site || !cleaner->says_site) {
		cleaner->site.size = 0;
		bytes_add(&cleaner->site, named, strlen(named));
	}
	if (cleaner->has_site && cleaner->stream)
		(void)ghirbal_stream_site(cleaner->stream, cleaner->site.at, cleaner->site.size);
}

void cleaner_begin(struct cleaner *cleaner, struct batch *batch, uint64_t record,
                   struct bytes *sink, struct json_quoter *quoter)
{
	if (cleaner->learner)
		cleaner->learned.size = 0;
	else if (!cleaner->stream)
		open_stream(cleaner);
	tell_site(cleaner, batch);
	cleaner->batch = batch;
	cleaner->record = record;
	cleaner->sink = sink;
	cleaner->quoter = quoter;
	cleaner->begun = cleaner->any = cleaner->failed = false;
	cleaner->blank.size = 0;
	cleaner->whole = NULL;
	if (cleaner->shown)
		begin_page(cleaner);
}

/* A stream that failed is of no more use; the next document gets a new one. */
static void take_status(struct cleaner *cleaner, ghirbal_status status)
{
	if (status == GHIRBAL_OK)
		return;
	if (status == GHIRBAL_NO_MEMORY)
		out_of_memory();
	ghirbal_stream_free(cleaner->stream);
	cleaner->stream = NULL;
	cleaner->failed = true;
	batch_note(cleaner->batch, NOTE_UTF8, cleaner->record);
}

/* Of a document that is too long to be held the beginning is learned. */
static void note_page(struct cleaner *cleaner, const char *text, size_t size)
{
	size_t room = cleaner->options->max_document - cleaner->learned.size;

	bytes_add(&cleaner->learned, text, size < room ? size : room);
}

/* Nothing is made of the document but a note; it leaves as it came. */
static bool learn_page(struct cleaner *cleaner)
{
	const struct bytes *page = &cleaner->learned, *site = &cleaner->site;

	if (cleaner->has_site && ghirbal_learn(cleaner->learner, site->at, site->size, page->at,
	                                       page->size) != GHIRBAL_OK)
		out_of_memory();
	learning_spill(cleaner->options->learning, cleaner->learner, false);
	write_clean(cleaner, page->at, page->size);
	return true;
}

void cleaner_feed(struct cleaner *cleaner, const char *text, size_t size)
{
	if (cleaner->learner) {
		note_page(cleaner, text, size);
		return;
	}
	if (cleaner->shown)
		hold_page(cleaner, text, size);
	if (!cleaner->failed)
		take_status(cleaner, ghirbal_feed(cleaner->stream, text, size));
	if (cleaner->shown)
		show_decided(cleaner);
}

void cleaner_give(struct cleaner *cleaner, const char *text, size_t size)
{
	if (cleaner->learner || cleaner->shown) {
		cleaner_feed(cleaner, text, size);
		return;
	}
	cleaner->whole = text;
	cleaner->whole_size = size;
}

/* What is whole is read where it is. */
static ghirbal_status end_stream(struct cleaner *cleaner)
{
	return cleaner->whole ? ghirbal_clean(cleaner->stream, cleaner->whole, cleaner->whole_size)
	                      : ghirbal_end(cleaner->stream);
}

bool cleaner_note(struct cleaner *cleaner, struct batch *batch, enum note note, uint64_t record)
{
	batch_note(batch, note, record);
	return !cleaner->options->strict;
}

/* Counted rather than compared: the pieces of a long document are gone by its end. */
static bool has_changed(const ghirbal_counts *before, const ghirbal_counts *now)
{
	bool changed = now->bytes_in - before->bytes_in != now->bytes_out - before->bytes_out ||
	               now->lines_dropped != before->lines_dropped ||
	               now->spans_cut != before->spans_cut || now->repaired != before->repaired;
	size_t i;

	for (i = 0; i < GHIRBAL_SWITCHES && !changed; i++)
		changed = now->changed[i] != before->changed[i];
	return changed;
}

bool cleaner_end(struct cleaner *cleaner)
{
	struct batch *batch = cleaner->batch;
	ghirbal_counts *before = &cleaner->before;
	const ghirbal_counts *now;
	bool go_on = true;

	if (cleaner->learner)
		return learn_page(cleaner);
	if (!cleaner->failed)
		take_status(cleaner, end_stream(cleaner));
	if (cleaner->failed)
		return false;
	if (!cleaner->options->drop_empty)
		put_beginning(cleaner);
	if (cleaner->shown)
		end_page(cleaner);
	now = ghirbal_stream_counts(cleaner->stream);
	if (now->repaired != before->repaired)
		go_on = cleaner_note(cleaner, batch, NOTE_UTF8, cleaner->record);
	if (now->split_documents != before->split_documents)
		batch_note(batch, NOTE_SPLIT, cleaner->record);
	if (now->given_up != before->given_up)
		batch_note(batch, NOTE_GIVEN_UP, cleaner->record);
	if (now->long_lines != before->long_lines)
		batch_note(batch, NOTE_LONG_LINE, cleaner->record);
	tally_of(cleaner)->emptied += !cleaner->any;
	cleaner->differs = has_changed(before, now);
	library_counts_add(&tally_of(cleaner)->library, before, now);
	return go_on;
}

void cleaner_open_record(struct cleaner *cleaner, const struct batch *batch, bool is_long)
{
	cleaner->in_record = true;
	cleaner->is_long = is_long;
	cleaner->explain_mark = batch->explain.size;
	cleaner->rejects_mark = batch->rejects.size;
	cleaner->report_mark = batch->report.size;
}

/* Nothing of a bad record is counted: what its rules did is passed over. */
static void forget_record(struct cleaner *cleaner, struct batch *batch)
{
	const uint64_t *now = cleaner->stream ? ghirbal_stream_hits(cleaner->stream) : NULL;

	tally_clear(&cleaner->own);
	if (cleaner->hits_before && now)
		memcpy(cleaner->hits_before, now,
		       ghirbal_rules_count(cleaner->rules) * sizeof *now);
	if (cleaner->is_long)
		return;
	batch->explain.size = cleaner->explain_mark;
	batch->rejects.size = cleaner->rejects_mark;
	batch->report.size = cleaner->report_mark;
}

void cleaner_close_record(struct cleaner *cleaner, struct batch *batch, bool good)
{
	cleaner->in_record = false;
	if (!cleaner->careful)
		return;
	if (!good) {
		forget_record(cleaner, batch);
		return;
	}
	tally_add(&batch->tally, &cleaner->own);
	tally_clear(&cleaner->own);
	cleaner_settle(cleaner, batch);
}

void cleaner_move(struct cleaner *cleaner, struct batch *batch)
{
	cleaner->batch = batch;
	cleaner->sink = &batch->out;
}

void cleaner_settle(struct cleaner *cleaner, struct batch *batch)
{
	const uint64_t *now = cleaner->stream ? ghirbal_stream_hits(cleaner->stream) : NULL;
	size_t i;

	if (!cleaner->hits_before || !now || !batch->tally.hits ||
	    (cleaner->careful && cleaner->in_record))
		return;
	for (i = 0; i < batch->tally.rules; i++) {
		batch->tally.hits[i] += now[i] - cleaner->hits_before[i];
		cleaner->hits_before[i] = now[i];
	}
}
