/* SPDX-License-Identifier: MIT */
/* Plain text: documents one after another, ended by what --document says. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "format.h"
#include "writer.h"

static char border_byte(const struct options *options)
{
	return options->border == BORDER_NUL ? '\0' : options->border == BORDER_LINE ? '\n' : '\f';
}

/* Where the line after i begins, or size. */
static size_t line_end(const char *text, size_t size, size_t i)
{
	const char *newline = memchr(text + i, '\n', size - i);

	return newline ? (size_t)(newline - text) + 1 : size;
}

/*
 * Whether a line, with its newline or at the end of the file, is blank and parts two documents.
 * Blanks beyond what may be held of a document are text of one.
 */
static bool is_border(const struct options *options, const char *line, size_t size)
{
	size_t blanks = size > 0 && line[size - 1] == '\n' ? size - 1 : size;

	return blanks < options->max_document && is_blank(line, blanks);
}

/* A document between blank lines: where the blank line that ends it begins, or size. */
static size_t paragraph_end(const struct options *options, const char *text, size_t size, size_t i)
{
	size_t end;

	for (; i < size; i = end) {
		end = line_end(text, size, i);
		if (is_border(options, text + i, end - i))
			break;
	}
	return i;
}

/* Only the first blank line ends a document; the next ones end nothing and are no documents. */
static uint64_t count_paragraphs(const struct options *options, const char *text, size_t size)
{
	uint64_t count = 0;
	size_t i = 0, end;

	while (i < size) {
		end = paragraph_end(options, text, size, i);
		count += end > i;
		i = end < size ? line_end(text, size, end) : size;
	}
	return count;
}

/*
 * The end of the last blank line whose newline lies at from or later, or 0.  Backwards from newline
 * to newline, so that a line is looked at once, however slowly it comes.
 */
static size_t last_border(const struct options *options, const char *text, size_t size, size_t from)
{
	const char *newline = memrchr(text + from, '\n', size - from);

	while (newline && newline >= text + from) {
		const char *before = memrchr(text, '\n', (size_t)(newline - text));
		const char *line = before ? before + 1 : text;

		if (is_border(options, line, (size_t)(newline - line) + 1))
			return (size_t)(newline - text) + 1;
		newline = before;
	}
	return 0;
}

/* With one thread nothing is gained by holding a document before the library holds it. */
#define HELD_ALONE ((size_t)256 << 10)

static size_t hold(const struct options *options)
{
	bool alone = options->jobs == 1 && !options_may_stop(options);

	return alone ? HELD_ALONE : options->max_document;
}

static uint64_t count_records(const struct options *options, const char *text, size_t size)
{
	char border = border_byte(options);

	if (options->border == BORDER_BLANK)
		return count_paragraphs(options, text, size);
	return count_byte(text, size, border) + (size > 0 && text[size - 1] != border);
}

static struct cut cut(const struct options *options, const char *text, size_t size, size_t from,
                      bool end)
{
	struct cut cut = {0, 0, 0};
	const char *last;

	if (end) {
		cut.whole = size;
	} else if (options->border == BORDER_BLANK) {
		cut.whole = last_border(options, text, size, from);
	} else {
		last = memrchr(text + from, border_byte(options), size - from);
		cut.whole = last ? (size_t)(last - text) + 1 : 0;
	}
	/* Who cleans alone counts as it goes. */
	if (options->jobs > 1)
		cut.records = count_records(options, text, cut.whole);
	return cut;
}

/* ---- out ---- */

static const struct writer *writer(const struct cleaner *cleaner)
{
	return writer_of(cleaner->options, KIND_TEXT);
}

static void begin_elsewhere(struct cleaner *cleaner, struct batch *batch, uint64_t record)
{
	char number[24];
	int digits = snprintf(number, sizeof number, "%llu", (unsigned long long)record);
	const struct member members[] = {{"file", batch->file, strlen(batch->file), false},
	                                 {"document", number, (size_t)digits, true}};

	writer_begin(writer(cleaner), cleaner, batch, record, members,
	             sizeof members / sizeof *members);
}

static void begin_document(struct cleaner *cleaner, struct batch *batch, uint64_t record,
                           size_t start)
{
	cleaner_site_url(cleaner, "", 0);
	address_begin(&cleaner->address, batch->file, record);
	address_text(&cleaner->address, batch->offset + start);
	cleaner->prefix.size = 0;
	if (writer(cleaner))
		begin_elsewhere(cleaner, batch, record);
	else
		cleaner_begin(cleaner, batch, record, &batch->out, NULL);
}

/* Ends the document and writes what stood after it, normalised as the rest is. */
static bool end_document(struct cleaner *cleaner, struct batch *batch, const char *after,
                         size_t size)
{
	bool go_on = writer(cleaner) ? writer_end(writer(cleaner), cleaner) : cleaner_end(cleaner);

	batch->tally.records++;
	batch->tally.changed += go_on && cleaner->differs;
	if (go_on && !writer(cleaner) && (cleaner->any || !cleaner->options->drop_empty))
		bytes_add(&batch->out, after, size);
	return go_on;
}

#define SHORT_BLANK 4096 /* a longer blank line is rare, and not worth holding twice */

/* Blank lines belong to no document, but blanks that a switch cuts elsewhere are cut here too. */
static void normal_blank(struct cleaner *cleaner, const char *text, size_t size)
{
	const ghirbal_normal *normal = &cleaner->options->normal;
	struct bytes *clean = &cleaner->border_clean;
	size_t need = 0;

	/* Most are like the one before, and a call costs more than the line. */
	if (size > 0 && bytes_equal(&cleaner->border, text, size))
		return;
	cleaner->border.size = clean->size = 0;
	bytes_add(&cleaner->border, text, size <= SHORT_BLANK ? size : 0);
	bytes_reserve(clean, 3 * size + 64);
	/* There is more room than any blank line can need, so the call cannot fail. */
	(void)ghirbal_normalize(normal, text, size, clean->at, clean->room, &need, NULL);
	clean->size = need <= clean->room ? need : 0;
}

static bool finish(struct cleaner *cleaner, struct batch *batch, const char *border, size_t size)
{
	if (cleaner->options->border != BORDER_BLANK)
		return end_document(cleaner, batch, border, size);
	normal_blank(cleaner, border, size);
	return end_document(cleaner, batch, cleaner->border_clean.at, cleaner->border_clean.size);
}

/* Where the document that begins at i ends; *after, where its border does. */
static size_t document_end(const struct options *options, const char *text, size_t size, size_t i,
                           size_t *after)
{
	const char *border;
	size_t end;

	if (options->border == BORDER_BLANK) {
		end = paragraph_end(options, text, size, i);
		*after = end < size ? line_end(text, size, end) : size;
		return end;
	}
	border = memchr(text + i, border_byte(options), size - i);
	*after = border ? (size_t)(border - text) + 1 : size;
	return border ? *after - 1 : size;
}

/* One document, [begin, end), and its border, up to after. */
static void clean_document(struct cleaner *cleaner, struct batch *batch, uint64_t record,
                           const size_t at[3])
{
	const char *text = batch->in.at;
	size_t begin = at[0], end = at[1], after = at[2], start = batch->out.size;
	bool is_long = end - begin >= hold(cleaner->options);

	cleaner_open_record(cleaner, batch, is_long);
	begin_document(cleaner, batch, record, begin);
	cleaner_give(cleaner, text + begin, end - begin);
	batch->stop = !finish(cleaner, batch, text + end, after - end);
	cleaner_close_record(cleaner, batch, !batch->stop);
	if (!batch->stop)
		return;
	if (!is_long)
		batch->out.size = start;
	else if (writer(cleaner))
		writer_break_off(writer(cleaner), cleaner);
	batch->in.size = begin;
}

static void clean(struct cleaner *cleaner, struct batch *batch)
{
	const struct options *options = cleaner->options;
	const char *text = batch->in.at;
	size_t size = batch->in.size, i, end, after;
	uint64_t record = batch->first;

	for (i = 0; i < size && !batch->stop; i = after) {
		end = document_end(options, text, size, i, &after);
		if (end > i || options->border != BORDER_BLANK) {
			clean_document(cleaner, batch, record++, (size_t[]){i, end, after});
			continue;
		}
		normal_blank(cleaner, text + i, after - i);
		bytes_add(&batch->out, cleaner->border_clean.at,
			          writer(cleaner) ? 0 : cleaner->border_clean.size);
	}
}

/* ---- documents too long to be held: they go to the library as they come, judged in parts ---- */

/* Feeds the document's bytes; returns where its border begins.  *after, where that ends. */
static size_t pass_to_byte(struct cleaner *cleaner, const struct batch *batch, size_t *after)
{
	const char *text = batch->in.at;
	const char *border = memchr(text, border_byte(cleaner->options), batch->in.size);
	size_t feed = border ? (size_t)(border - text) : batch->in.size;

	cleaner_feed(cleaner, text, feed);
	*after = border ? feed + 1 : SIZE_MAX;
	return feed;
}

/* Feeds up to the end of the line, or all; the line is known to be none of blanks. */
static size_t pass_line(struct cleaner *cleaner, const char *text, size_t size)
{
	size_t end = line_end(text, size, 0);

	cleaner_feed(cleaner, cleaner->held.at, cleaner->held.size);
	cleaner_feed(cleaner, text, end);
	cleaner->held.size = 0;
	cleaner->in_line = end == 0 || text[end - 1] != '\n';
	return end;
}

/*
 * The same for blank lines.  Whether a line is blank is known at its end, so the blanks that it
 * begins with are held, once, while more of them come.
 */
static size_t pass_to_blank(struct cleaner *cleaner, const struct batch *batch, size_t *after)
{
	const char *text = batch->in.at;
	size_t size = batch->in.size, most = cleaner->options->max_document, i = 0, blanks;

	*after = SIZE_MAX;
	while (i < size) {
		if (cleaner->in_line) {
			i += pass_line(cleaner, text + i, size - i);
			continue;
		}
		for (blanks = 0; i + blanks < size && text[i + blanks] != '\n'; blanks++)
			if (!is_blank(text + i + blanks, 1))
				break;
		cleaner->in_line = cleaner->held.size + blanks >= most ||
		                   (i + blanks < size && text[i + blanks] != '\n');
		if (cleaner->in_line)
			continue;
		if (i + blanks < size) {
			*after = i + blanks + 1;
			return i;
		}
		bytes_add(&cleaner->held, text + i, blanks);
		i += blanks;
	}
	return size;
}

/* The border of blanks may have begun in pieces that are gone. */
static bool finish_long(struct cleaner *cleaner, struct batch *batch, size_t feed, size_t after)
{
	bool good;

	if (cleaner->held.size == 0)
		return finish(cleaner, batch, batch->in.at + feed, after - feed);
	bytes_add(&cleaner->held, batch->in.at + feed, after - feed);
	good = finish(cleaner, batch, cleaner->held.at, cleaner->held.size);
	bytes_clear(&cleaner->held, HELD_ALONE);
	return good;
}

static size_t pass(struct cleaner *cleaner, struct batch *batch, bool end, bool *ended)
{
	size_t feed, after;

	if (!cleaner->open) {
		cleaner->in_line = false;
		cleaner_open_record(cleaner, batch, true);
		begin_document(cleaner, batch, batch->first, 0);
	}
	cleaner_move(cleaner, batch);
	feed = cleaner->options->border == BORDER_BLANK ? pass_to_blank(cleaner, batch, &after)
	                                                : pass_to_byte(cleaner, batch, &after);
	*ended = after != SIZE_MAX || end || cleaner->failed;
	if (after == SIZE_MAX)
		after = feed;
	cleaner->open = !*ended;
	if (!*ended)
		return after;
	batch->stop = !finish_long(cleaner, batch, feed, after);
	cleaner_close_record(cleaner, batch, !batch->stop);
	if (batch->stop && writer(cleaner))
		writer_break_off(writer(cleaner), cleaner);
	return after;
}

const struct format text_format = {hold, cut, clean, pass};
