/* SPDX-License-Identifier: MIT */
/* JSON Lines: one line in, one line out, and in it only the named string may change. */
#include "config.h"

#include <string.h>

#include "copying.h"
#include "format.h"
#include "writer.h"

static size_t hold(const struct options *options)
{
	return options->max_document;
}

static struct cut cut(const struct options *options, const char *text, size_t size, size_t from,
                      bool end)
{
	struct cut cut = {0, 0, 0};
	const char *last = memrchr(text + from, '\n', size - from);

	(void)options;
	cut.whole = end ? size : last ? (size_t)(last - text) + 1 : 0;
	cut.records = count_byte(text, cut.whole, '\n');
	cut.records += cut.whole > 0 && text[cut.whole - 1] != '\n';
	return cut;
}

static const struct writer *writer(const struct cleaner *cleaner)
{
	return writer_of(cleaner->options, KIND_JSONL);
}

/* Reads the string; returns its text, in place where nothing is escaped, or NULL. */
static const char *read_string(struct cleaner *cleaner, const char *string, size_t *size,
                               const struct json_span *span)
{
	if (!span->escaped) {
		json_quoter_init(&cleaner->quote);
		return string;
	}
	if (span->read) {
		cleaner->quote = cleaner->spans.quote;
		*size = cleaner->spans.text.size;
		return cleaner->spans.text.at;
	}
	if (!json_unquote(&cleaner->text, &cleaner->quote, string, *size))
		return NULL;
	if (cleaner->quote.lone && writer(cleaner))
		json_drop_lone(&cleaner->text, &cleaner->quote);
	*size = cleaner->text.size;
	return cleaner->text.at;
}

/* Cleans text into cleaner->clean, or straight to the batch as a document of another format. */
static bool clean_text(struct cleaner *cleaner, const struct copying *copying, const char *text,
                       size_t size)
{
	cleaner->prefix.size = cleaner->clean.size = 0;
	if (writer(cleaner))
		writer_begin(writer(cleaner), cleaner, copying->batch, copying->record, NULL, 0);
	else
		cleaner_begin(cleaner, copying->batch, copying->record, &cleaner->clean, NULL);
	cleaner_give(cleaner, text, size);
	return writer(cleaner) ? writer_end(writer(cleaner), cleaner) : cleaner_end(cleaner);
}

/* Half a pair is no text that --invalid=fail could stand. */
static bool note_half(struct cleaner *cleaner, const struct copying *copying)
{
	return cleaner_note(cleaner, copying->batch, NOTE_HALF_PAIR, copying->record) &&
	       cleaner->options->invalid != GHIRBAL_INVALID_FAIL;
}

/* A string of the line that begins there; *any, if something is left of it. */
static bool clean_string(struct cleaner *cleaner, struct copying *copying, size_t line,
                         const struct json_span *span, bool *any)
{
	struct batch *batch = copying->batch;
	size_t begin = line + span->begin, end = line + span->end, size = end - begin;
	const char *text = read_string(cleaner, batch->in.at + begin, &size, span);
	bool escaped = span->escaped;

	/* It uses every private character that a lone surrogate could travel as: left alone. */
	if (!text) {
		*any = true;
		return cleaner_note(cleaner, batch, NOTE_NO_FIELD, copying->record);
	}
	if (escaped && cleaner->quote.lone && !note_half(cleaner, copying))
		return false;
	address_string(&cleaner->address, batch->offset + begin, batch->in.at + begin, end - begin,
	               escaped, cleaner->quote.lone);
	if (!clean_text(cleaner, copying, text, size))
		return false;
	*any = *any || cleaner->any;
	if (writer(cleaner) || bytes_equal(&cleaner->clean, text, size))
		return true;
	copying_to(copying, begin);
	json_quote(&cleaner->quote, &batch->out, cleaner->clean.at, cleaner->clean.size);
	json_quote_end(&cleaner->quote, &batch->out);
	copying->copied = end;
	return true;
}

/* ---- arrays ---- */

/* The line begins at begin.  Puts the strings together; *half, if one has half a surrogate pair. */
static bool join(struct cleaner *cleaner, const struct copying *copying, size_t begin,
                 const struct json_span *strings, size_t count, bool *half)
{
	struct bytes *document = &cleaner->text, *text = &cleaner->scratch;
	size_t i;

	elements_clear(&cleaner->elements);
	document->size = 0;
	for (i = 0; i < count; i++) {
		struct element *element = elements_add(&cleaner->elements, document);
		const char *string = copying->batch->in.at + begin + strings[i].begin;
		size_t size = strings[i].end - strings[i].begin;

		element->begin = begin + strings[i].begin;
		element->end = begin + strings[i].end;
		element->escaped = strings[i].escaped;
		if (element->escaped && !json_unquote(text, &cleaner->quote, string, size))
			return false;
		element->lone = element->escaped ? cleaner->quote.lone : 0;
		*half = *half || element->lone;
		if (element->lone && writer(cleaner))
			json_drop_lone(text, &cleaner->quote);
		element->size = element->escaped ? text->size : size;
		bytes_add(document, element->escaped ? text->at : string, element->size);
	}
	return true;
}

/* Writes one string anew, in the manner in which it is written. */
static void put_element(struct cleaner *cleaner, struct copying *copying,
                        const struct element *element, const char *left, size_t size)
{
	struct batch *batch = copying->batch;

	if (!element->escaped || !json_unquote(&cleaner->scratch, &cleaner->quote,
	                                       batch->in.at + element->begin,
	                                       element->end - element->begin))
		json_quoter_init(&cleaner->quote);
	copying_to(copying, element->begin);
	json_quote(&cleaner->quote, &batch->out, left, size);
	json_quote_end(&cleaner->quote, &batch->out);
	copying->copied = element->end;
}

static void put_elements(struct cleaner *cleaner, struct copying *copying)
{
	const struct elements *elements = &cleaner->elements;
	const struct bytes *text = &cleaner->text;
	struct share share = {0, 0, 0};
	size_t i, size;

	for (i = 0; i < elements->count; i++) {
		const struct element *element = &elements->at[i];
		const char *left = elements_left(elements, i, &share, text, &cleaner->clean, &size);

		if (size != element->size ||
		    (size > 0 && memcmp(left, text->at + element->at, size) != 0))
			put_element(cleaner, copying, element, left, size);
	}
}

/* The strings of an array are one document; they follow its span. */
static bool clean_array(struct cleaner *cleaner, struct copying *copying, size_t begin,
                        const struct json_span *array, bool *any)
{
	const struct bytes *text = &cleaner->text;
	bool half = false, good;

	if (!join(cleaner, copying, begin, array + 1, array->count, &half)) {
		*any = true;
		return cleaner_note(cleaner, copying->batch, NOTE_NO_FIELD, copying->record);
	}
	if (half && !note_half(cleaner, copying))
		return false;
	address_array(&cleaner->address);
	cleaner->joined = true;
	good = clean_text(cleaner, copying, text->at, text->size);
	cleaner->joined = false;
	*any = *any || cleaner->any;
	if (good && !writer(cleaner) && !bytes_equal(&cleaner->clean, text->at, text->size))
		put_elements(cleaner, copying);
	return good;
}

/* ---- lines ---- */

/* How many spans one text is; a string of an array that holds more than strings is none. */
static size_t text_spans(const struct json_span *span)
{
	return span->kind == SPAN_ARRAY && !span->mixed ? 1 + span->count : 1;
}

/* Of one text of the record; no text is a string of an array that holds something else too. */
static bool clean_span(struct cleaner *cleaner, struct copying *copying, size_t begin,
                       const struct json_span *span, bool *any)
{
	if (span->kind == SPAN_STRING)
		return clean_string(cleaner, copying, begin, span, any);
	if (span->kind == SPAN_ARRAY && !span->mixed)
		return clean_array(cleaner, copying, begin, span, any);
	*any = true;
	return span->kind == SPAN_ELEMENT ||
	       cleaner_note(cleaner, copying->batch, NOTE_MIXED, copying->record);
}

/* The line that json_find() read begins at begin; the record ends at end. */
static bool clean_texts(struct cleaner *cleaner, struct copying *copying, size_t begin,
                        size_t end)
{
	const struct json_spans *spans = &cleaner->spans;
	bool any = false;
	size_t i;

	cleaner_site_json(cleaner, copying->batch->in.at + begin, end - begin);
	address_begin(&cleaner->address, copying->batch->file, copying->record);
	if (cleaner->audited)
		address_name_json(&cleaner->address, copying->batch->in.at + begin, end - begin);
	for (i = 0; i < spans->count; i += text_spans(&spans->at[i]))
		if (!clean_span(cleaner, copying, begin, &spans->at[i], &any))
			return false;
	copying->batch->tally.changed += copying->copied != copying->begin_copied;
	if (!any && cleaner->options->drop_empty)
		copying_leave_out(copying, end);
	return true;
}

/* Whether there is a text in what json_find() found. */
static bool has_text(const struct json_spans *spans)
{
	size_t i;

	for (i = 0; i < spans->count; i++)
		if (spans->at[i].kind == SPAN_STRING ||
		    (spans->at[i].kind == SPAN_ARRAY && !spans->at[i].mixed))
			return true;
	return false;
}

/* For the message about a file of which no record has what --field names. */
static void note_missed(struct batch *batch, const char *line, size_t size)
{
	batch->missed++;
	if (batch->members.size == 0)
		json_members(line, size, &batch->members);
}

/* The line [begin, end) with its newline; returns false if the run must stop before it. */
static bool clean_line(struct cleaner *cleaner, struct copying *copying, size_t begin, size_t end)
{
	struct batch *batch = copying->batch;
	const char *line = batch->in.at + begin;
	size_t size = end - begin;

	batch->tally.records++;
	if (size > 0 && line[size - 1] == '\n')
		size--;
	if (size >= cleaner->options->max_document)
		return cleaner_note(cleaner, batch, NOTE_TOO_LONG, copying->record);
	/* A mark begins a file, or one of several that were joined; nobody means anything by it. */
	if (size >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
		line += 3;
		size -= 3;
	}
	/* All readers of JSON Lines pass over a blank line. */
	if (is_blank(line, size))
		return true;
	switch (json_find(cleaner->options->paths, line, size, &cleaner->spans)) {
	case JSON_FOUND:
		if (has_text(&cleaner->spans))
			batch->found++;
		else
			note_missed(batch, line, size);
		return clean_texts(cleaner, copying, (size_t)(line - batch->in.at), end);
	case JSON_NO_FIELD:
		note_missed(batch, line, size);
		return cleaner_note(cleaner, batch, NOTE_NO_FIELD, copying->record);
	default:
		return cleaner_note(cleaner, batch, NOTE_NOT_JSON, copying->record);
	}
}

static void clean(struct cleaner *cleaner, struct batch *batch)
{
	const char *text = batch->in.at;
	size_t size = batch->in.size, begin, end;
	struct copying copying;
	bool good;

	copying_begin(&copying, batch, writer(cleaner) != NULL);
	for (begin = 0; begin < size; begin = end) {
		const char *newline = memchr(text + begin, '\n', size - begin);

		end = newline ? (size_t)(newline - text) + 1 : size;
		copying_record(&copying, begin);
		cleaner_open_record(cleaner, batch, false);
		good = clean_line(cleaner, &copying, begin, end);
		cleaner_close_record(cleaner, batch, good);
		if (!good) {
			copying_stop(&copying);
			return;
		}
	}
	copying_to(&copying, size);
}

/* A line that is too long to be held is copied as it comes. */
static size_t pass(struct cleaner *cleaner, struct batch *batch, bool end, bool *ended)
{
	const char *newline = memchr(batch->in.at, '\n', batch->in.size);
	size_t used = newline ? (size_t)(newline - batch->in.at) + 1 : batch->in.size;

	*ended = newline || end;
	if (!cleaner->open) {
		batch->tally.records++;
		batch->stop = !cleaner_note(cleaner, batch, NOTE_TOO_LONG, batch->first);
		*ended = *ended || batch->stop;
	}
	cleaner->open = !*ended;
	if (batch->stop)
		return 0;
	if (!writer(cleaner))
		bytes_add(&batch->out, batch->in.at, used);
	return used;
}

const struct format jsonl_format = {hold, cut, clean, pass};
