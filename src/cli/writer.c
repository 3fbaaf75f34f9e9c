/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "writer.h"

/* ---- plain text ---- */

static void begin_text(struct bytes *to, const struct options *options,
                       const struct member *members, size_t count)
{
	(void)to;
	(void)options;
	(void)members;
	(void)count;
}

/* A document is whole lines, and what ends one follows. */
static void end_text(struct bytes *to, const struct cleaner *cleaner)
{
	if (cleaner->any && cleaner->last != '\n')
		bytes_put(to, '\n');
	bytes_put(to, cleaner->options->border == BORDER_NUL ? '\0' : '\f');
}

static const struct writer text_writer = {false, begin_text, end_text};

/* ---- JSON Lines ---- */

static void add_string(struct bytes *to, const char *text, size_t size)
{
	bytes_put(to, '"');
	json_quote_whole(to, text, size);
	bytes_put(to, '"');
}

static void add_member(struct bytes *to, const struct member *member)
{
	add_string(to, member->name, strlen(member->name));
	bytes_put(to, ':');
	if (!member->value)
		bytes_text(to, "null");
	else if (member->is_number)
		bytes_add(to, member->value, member->size);
	else
		add_string(to, member->value, member->size);
	bytes_put(to, ',');
}

/* {"NAME":VALUE,...,"text":" */
static void begin_object(struct bytes *to, const struct options *options,
                         const struct member *members, size_t count)
{
	size_t i;

	bytes_put(to, '{');
	for (i = 0; i < count; i++)
		add_member(to, &members[i]);
	add_string(to, options->fields[0], strlen(options->fields[0]));
	bytes_text(to, ":\"");
}

static void end_object(struct bytes *to, const struct cleaner *cleaner)
{
	json_quote_end(cleaner->quoter, to);
	bytes_text(to, "\"}\n");
}

static const struct writer jsonl_writer = {true, begin_object, end_object};

/* ---- all of them ---- */

const struct writer *writer_of(const struct options *options, enum kind from)
{
	/*
	 * A WET record is its header too, which no other format has: it is only written in its
	 * place.
	 */
	static const struct writer *const writers[KIND_UNSET] = {
		[KIND_TEXT] = &text_writer, [KIND_JSONL] = &jsonl_writer, [KIND_WET] = NULL};

	return options->to == KIND_UNSET || options->to == from ? NULL : writers[options->to];
}

void writer_begin(const struct writer *writer, struct cleaner *cleaner, struct batch *batch,
                  uint64_t record, const struct member *members, size_t count)
{
	struct json_quoter *quoter = writer->quotes ? &cleaner->quote : NULL;

	cleaner->prefix.size = 0;
	writer->begin(&cleaner->prefix, cleaner->options, members, count);
	if (quoter)
		json_quoter_init(quoter);
	cleaner_begin(cleaner, batch, record, &batch->out, quoter);
}

bool writer_end(const struct writer *writer, struct cleaner *cleaner)
{
	bool go_on = cleaner_end(cleaner);

	if (go_on && (cleaner->any || !cleaner->options->drop_empty))
		writer->end(cleaner->sink, cleaner);
	return go_on;
}

void writer_break_off(const struct writer *writer, struct cleaner *cleaner)
{
	if (cleaner->begun)
		writer->end(cleaner->sink, cleaner);
}
