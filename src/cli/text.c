/* SPDX-License-Identifier: MIT */
/* Plain text: documents one after another, ended by what --document says. */
#include "config.h"

#include <string.h>

#include "format.h"

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

/* A document between blank lines: where the blank line that ends it begins, or size. */
static size_t paragraph_end(const char *text, size_t size, size_t i)
{
	size_t end;

	for (; i < size; i = end) {
		end = line_end(text, size, i);
		if (is_blank(text + i, end - i))
			break;
	}
	return i;
}

/* Only the first blank line ends a document; the next ones end nothing and are no documents. */
static uint64_t count_paragraphs(const char *text, size_t size)
{
	uint64_t count = 0;
	size_t i = 0, end;

	while (i < size) {
		end = paragraph_end(text, size, i);
		count += end > i;
		i = end < size ? line_end(text, size, end) : size;
	}
	return count;
}

/* The end of the last blank line that begins at from or later. */
static size_t last_blank(const char *text, size_t size, size_t from)
{
	size_t i, end, last = 0;
	const char *newline = from > 0 ? memrchr(text, '\n', from) : NULL;

	for (i = newline ? (size_t)(newline - text) + 1 : 0; i < size; i = end) {
		end = line_end(text, size, i);
		if (text[end - 1] == '\n' && is_blank(text + i, end - i))
			last = end;
	}
	return last;
}

static struct cut cut(const struct options *options, const char *text, size_t size, size_t from,
                      bool end)
{
	struct cut cut = {0, 0, 0};
	char border = border_byte(options);
	const char *last;

	if (options->border == BORDER_BLANK) {
		cut.whole = end ? size : last_blank(text, size, from);
		cut.records = count_paragraphs(text, cut.whole);
		return cut;
	}
	last = memrchr(text + from, border, size - from);
	cut.whole = end ? size : last ? (size_t)(last - text) + 1 : 0;
	cut.records = count_byte(text, cut.whole, border);
	cut.records += cut.whole > 0 && text[cut.whole - 1] != border;
	return cut;
}

/* ---- out ---- */

/* {"file":...,"document":...,"text":" */
static void begin_object(struct cleaner *cleaner, const char *file, uint64_t record)
{
	struct bytes *prefix = &cleaner->prefix;

	prefix->size = 0;
	bytes_text(prefix, "{\"file\":\"");
	json_quote_whole(prefix, file, strlen(file));
	bytes_format(prefix, "\",\"document\":%llu,\"", (unsigned long long)record);
	json_quote_whole(prefix, cleaner->options->fields[0], strlen(cleaner->options->fields[0]));
	bytes_text(prefix, "\":\"");
}

static bool to_json(const struct cleaner *cleaner)
{
	return cleaner->options->to == KIND_JSONL;
}

static void begin_document(struct cleaner *cleaner, struct batch *batch, uint64_t record,
                           size_t start)
{
	address_begin(&cleaner->address, batch->file, record);
	address_text(&cleaner->address, batch->offset + start);
	cleaner->prefix.size = 0;
	if (to_json(cleaner)) {
		begin_object(cleaner, batch->file, record);
		json_quoter_init(&cleaner->quote);
	}
	cleaner_begin(cleaner, batch, record, &batch->out,
	              to_json(cleaner) ? &cleaner->quote : NULL);
}

/* Ends the document and writes what stood after it, normalised as the rest is. */
static bool end_document(struct cleaner *cleaner, struct batch *batch, const char *after,
                         size_t size)
{
	bool go_on = cleaner_end(cleaner), drop = !cleaner->any && cleaner->options->drop_empty;

	batch->tally.records++;
	batch->tally.changed += go_on && cleaner->differs;
	if (!go_on || drop)
		return go_on;
	if (to_json(cleaner))
		cleaner_put_border(cleaner);
	else
		bytes_add(&batch->out, after, size);
	return true;
}

/* Blank lines belong to no document, but blanks that a switch cuts elsewhere are cut here too. */
static void normal_blank(struct cleaner *cleaner, const char *text, size_t size)
{
	const ghirbal_normal *normal = &cleaner->options->normal;
	struct bytes *clean = &cleaner->clean;
	size_t need = 0;

	clean->size = 0;
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
	return end_document(cleaner, batch, cleaner->clean.at, cleaner->clean.size);
}

/* Where the document that begins at i ends; *after, where its border does. */
static size_t document_end(const struct options *options, const char *text, size_t size, size_t i,
                           size_t *after)
{
	const char *border;
	size_t end;

	if (options->border == BORDER_BLANK) {
		end = paragraph_end(text, size, i);
		*after = end < size ? line_end(text, size, end) : size;
		return end;
	}
	border = memchr(text + i, border_byte(options), size - i);
	*after = border ? (size_t)(border - text) + 1 : size;
	return border ? *after - 1 : size;
}

static void clean(struct cleaner *cleaner, struct batch *batch)
{
	const struct options *options = cleaner->options;
	const char *text = batch->in.at;
	size_t size = batch->in.size, i, end, after;
	uint64_t record = batch->first;

	for (i = 0; i < size && !batch->stop; i = after) {
		size_t start = batch->out.size;

		end = document_end(options, text, size, i, &after);
		if (end == i && options->border == BORDER_BLANK) {
			normal_blank(cleaner, text + i, after - i);
			bytes_add(&batch->out, cleaner->clean.at,
			          to_json(cleaner) ? 0 : cleaner->clean.size);
			continue;
		}
		begin_document(cleaner, batch, record++, i);
		cleaner_feed(cleaner, text + i, end - i);
		if (finish(cleaner, batch, text + end, after - end))
			continue;
		batch->out.size = start;
		batch->stop = true;
	}
}

/* ---- documents too long to be held: they go to the library as they come, judged in parts ---- */

/* What of the bytes at hand the document has, [0, feed), and its border, [feed, after). */
struct piece {
	size_t feed, after;
	bool ended;
};

static struct piece piece_to_byte(const struct options *options, const char *text, size_t size,
                                  bool end)
{
	const char *border = memchr(text, border_byte(options), size);
	size_t feed = border ? (size_t)(border - text) : size;
	struct piece piece = {feed, border ? feed + 1 : size, border || end};

	return piece;
}

/* Whether a line is blank is known at its end, so a beginning of blanks waits for the rest. */
static struct piece piece_to_blank(struct cleaner *cleaner, const char *text, size_t size, bool end)
{
	struct piece piece = {0, 0, end};
	size_t i = 0, after;

	for (; i < size; i = after) {
		bool whole;

		after = line_end(text, size, i);
		whole = text[after - 1] == '\n' || end;
		if (!cleaner->in_line && whole && is_blank(text + i, after - i)) {
			piece.feed = i;
			piece.after = after;
			piece.ended = true;
			return piece;
		}
		if (!cleaner->in_line && !whole && is_blank(text + i, after - i) &&
		    size - i < cleaner->options->max_document)
			break;
		cleaner->in_line = !whole;
	}
	piece.feed = piece.after = i;
	return piece;
}

static size_t pass(struct cleaner *cleaner, struct batch *batch, bool end, bool *ended)
{
	const char *text = batch->in.at;
	struct piece piece;

	if (!cleaner->open) {
		cleaner->in_line = false;
		begin_document(cleaner, batch, batch->first, 0);
	}
	cleaner->batch = batch;
	cleaner->sink = &batch->out;
	piece = cleaner->options->border == BORDER_BLANK
	                ? piece_to_blank(cleaner, text, batch->in.size, end)
	                : piece_to_byte(cleaner->options, text, batch->in.size, end);
	cleaner_feed(cleaner, text, piece.feed);
	if (piece.ended)
		batch->stop = !finish(cleaner, batch, text + piece.feed, piece.after - piece.feed);
	else if (cleaner->failed)
		batch->stop = piece.ended = true;
	cleaner->open = !piece.ended;
	*ended = piece.ended;
	return piece.after;
}

const struct format text_format = {cut, clean, pass};
