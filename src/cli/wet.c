/* SPDX-License-Identifier: MIT */
/* WET files: the text of each conversion record is a document; all other records go by. */
#include "config.h"

#include <string.h>

#include "copying.h"
#include "format.h"
#include "warc.h"
#include "writer.h"

/* A record that has no more bytes is held whole, blank lines and all. */
static size_t hold(const struct options *options)
{
	size_t most = options->max_document;

	return (most > WARC_HEADER_MOST ? most : WARC_HEADER_MOST) + WARC_AHEAD;
}

static struct cut cut(const struct options *options, const char *text, size_t size, size_t from,
                      bool end)
{
	struct cut cut = {0, 0, 0};
	size_t most = hold(options), need;
	struct warc warc;

	(void)from;
	while (cut.whole < size) {
		enum warc_kind kind =
			warc_read(&warc, text + cut.whole, size - cut.whole, most, end, &need);

		if (kind == WARC_UNFINISHED || kind == WARC_LONG) {
			cut.need = cut.whole + need;
			break;
		}
		cut.whole += warc.end;
		cut.records += kind != WARC_BLANK;
	}
	return cut;
}

static const struct writer *writer(const struct cleaner *cleaner)
{
	return writer_of(cleaner->options, KIND_WET);
}

/* The body of a record that begins in the batch. */
static void locate(struct cleaner *cleaner, const struct batch *batch, uint64_t record,
                   size_t begin, const struct warc *warc)
{
	cleaner_site_url(cleaner, warc->url.at, warc->url.at ? warc->url.size : 0);
	address_begin(&cleaner->address, batch->file, record);
	if (cleaner->audited)
		address_name_warc(&cleaner->address, warc);
	address_text(&cleaner->address, batch->offset + begin + warc->header);
}

/* ---- to other formats ---- */

static void begin_document(struct cleaner *cleaner, struct batch *batch, uint64_t record,
                           const struct warc *warc)
{
	const struct member members[] = {{"url", warc->url.at, warc->url.size, false},
	                                 {"date", warc->date.at, warc->date.size, false},
	                                 {"id", warc->id.at, warc->id.size, false},
	                                 {"language", warc->language.at, warc->language.size, false}};

	writer_begin(writer(cleaner), cleaner, batch, record, members,
	             sizeof members / sizeof *members);
}

/* ---- to WET ---- */

/* The record leaves as it came if its text does. */
static bool clean_in_place(struct cleaner *cleaner, struct copying *copying,
                           const struct warc *warc)
{
	struct batch *batch = copying->batch;
	const char *record = batch->in.at + copying->begin, *text = record + warc->header;
	size_t size = warc->body - warc->header;

	cleaner->clean.size = cleaner->prefix.size = 0;
	cleaner_begin(cleaner, batch, copying->record, &cleaner->clean, NULL);
	cleaner_give(cleaner, text, size);
	if (!cleaner_end(cleaner))
		return false;
	if (!cleaner->any && cleaner->options->drop_empty) {
		copying_leave_out(copying, copying->begin + warc->end);
	} else if (!bytes_equal(&cleaner->clean, text, size)) {
		copying_to(copying, copying->begin);
		warc_header(&batch->out, record, warc->header, cleaner->clean.size);
		bytes_add(&batch->out, cleaner->clean.at, cleaner->clean.size);
		copying->copied = copying->begin + warc->body;
		batch->tally.changed++;
	}
	return true;
}

/* Returns false if the run must stop before it. */
static bool clean_record(struct cleaner *cleaner, struct copying *copying, enum warc_kind kind,
                         const struct warc *warc)
{
	struct batch *batch = copying->batch;
	const char *record = batch->in.at + copying->begin;

	batch->tally.records++;
	if (kind == WARC_DAMAGED)
		return cleaner_note(cleaner, batch, NOTE_DAMAGED, copying->record);
	if (!warc_is_text(warc))
		return true;
	locate(cleaner, batch, copying->record, copying->begin, warc);
	if (writer(cleaner)) {
		begin_document(cleaner, batch, copying->record, warc);
		cleaner_give(cleaner, record + warc->header, warc->body - warc->header);
		return writer_end(writer(cleaner), cleaner);
	}
	if (warc->end > cleaner->options->max_document)
		return cleaner_note(cleaner, batch, NOTE_TOO_LONG, copying->record);
	return clean_in_place(cleaner, copying, warc);
}

/*
 * What cut() saw behind the batch is seen no more.  A record without a line end after it is one at
 * the end of a file only; before another one cut() took it for damage.
 */
static enum warc_kind read_again(struct warc *warc, const struct batch *batch, size_t begin,
                                 size_t most)
{
	size_t size = batch->in.size - begin, need;
	enum warc_kind kind = warc_read(warc, batch->in.at + begin, size, most, true, &need);

	if (kind == WARC_RECORD && warc->end == size && !batch->ends_file &&
	    !memchr(batch->in.at + begin + warc->body, '\n', warc->end - warc->body))
		kind = WARC_DAMAGED;
	return kind;
}

static void clean(struct cleaner *cleaner, struct batch *batch)
{
	size_t size = batch->in.size, most = hold(cleaner->options), begin;
	struct copying copying;
	struct warc warc;
	bool good;

	copying_begin(&copying, batch, writer(cleaner) != NULL);
	for (begin = 0; begin < size; begin += warc.end) {
		enum warc_kind kind = read_again(&warc, batch, begin, most);

		if (kind == WARC_BLANK)
			continue;
		copying_record(&copying, begin);
		cleaner_open_record(cleaner, batch, false);
		good = clean_record(cleaner, &copying, kind, &warc);
		cleaner_close_record(cleaner, batch, good);
		if (!good) {
			copying_stop(&copying);
			return;
		}
	}
	copying_to(&copying, size);
}

/* ---- records too long to be held ---- */

/* Returns false if the run must stop before it. */
static bool begin_long(struct cleaner *cleaner, struct batch *batch)
{
	struct warc warc;
	size_t need;
	enum warc_kind kind = warc_read(&warc, batch->in.at, batch->in.size,
	                                hold(cleaner->options), false, &need);

	cleaner->open = true;
	cleaner_open_record(cleaner, batch, true);
	cleaner->is_lost = kind != WARC_LONG;
	cleaner->is_text = !cleaner->is_lost && warc_is_text(&warc) && writer(cleaner);
	cleaner->left_header = warc.header;
	cleaner->left = cleaner->is_lost ? 0 : warc.body - warc.header;
	batch->tally.records++;
	if (cleaner->is_lost)
		return cleaner_note(cleaner, batch, NOTE_DAMAGED, batch->first);
	if (!writer(cleaner) && warc_is_text(&warc))
		return cleaner_note(cleaner, batch, NOTE_TOO_LONG, batch->first);
	if (cleaner->is_text) {
		locate(cleaner, batch, batch->first, 0, &warc);
		begin_document(cleaner, batch, batch->first, &warc);
	}
	return true;
}

/* Bytes in which the beginning of a record may not be seen yet, with the end of the line before. */
#define KEPT 24

/* Damage without end: up to the next record, or all but what may be the beginning of one. */
static size_t pass_damage(struct batch *batch, bool end, bool *ended)
{
	size_t size = batch->in.size, next = warc_next(batch->in.at, size, 0);

	*ended = next < size || end;
	if (*ended)
		return next;
	return size > KEPT ? size - KEPT : 0;
}

static size_t pass_body(struct cleaner *cleaner, struct batch *batch, bool end, bool *ended)
{
	const char *text = batch->in.at;
	size_t size = batch->in.size, used = cleaner->left_header, take = size - used, after;

	if (take > cleaner->left)
		take = cleaner->left;
	if (cleaner->is_text)
		cleaner_feed(cleaner, text + used, take);
	used += take;
	cleaner->left -= take;
	cleaner->left_header = 0;
	after = cleaner->left > 0 ? SIZE_MAX : warc_trailer(text, size, used, end);
	*ended = after != SIZE_MAX || end || (cleaner->is_text && cleaner->failed);
	/* What follows on a body and is no end of a record is damage by itself. */
	return after == 0 || after == SIZE_MAX ? used : after;
}

static size_t pass(struct cleaner *cleaner, struct batch *batch, bool end, bool *ended)
{
	bool good = cleaner->open || begin_long(cleaner, batch);
	size_t used = 0;

	*ended = !good;
	if (good) {
		cleaner_move(cleaner, batch);
		used = cleaner->is_lost ? pass_damage(batch, end, ended)
		                        : pass_body(cleaner, batch, end, ended);
		if (!writer(cleaner))
			bytes_add(&batch->out, batch->in.at, used);
	}
	if (!*ended)
		return used;
	cleaner->open = false;
	if (good && cleaner->is_text)
		good = writer_end(writer(cleaner), cleaner);
	if (!good && cleaner->is_text)
		writer_break_off(writer(cleaner), cleaner);
	if (good && cleaner->left > 0)
		good = cleaner_note(cleaner, batch, NOTE_DAMAGED, batch->first);
	cleaner_close_record(cleaner, batch, good);
	batch->stop = !good;
	return used;
}

const struct format wet_format = {hold, cut, clean, pass};
