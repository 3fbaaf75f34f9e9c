/* SPDX-License-Identifier: MIT */
#include "memory/load.h"

#include <stdlib.h>
#include <string.h>

#include "memory/digest.h"
#include "memory/layout.h"
#include "memory/scribe.h"
#include "text/fold.h"

#define FIRST_LINE "ghirbal memory 1"

/* One row; text and site are in the text that is loaded. */
struct row {
	uint64_t hash;
	const char *site, *text;
	size_t site_length, length;
	uint32_t documents;
	size_t number; /* of its line */
};

struct load {
	ghirbal_allocator from;
	struct row *rows;
	size_t count, room;
	unsigned char *key;
	size_t key_room;
	ghirbal_error *error;
};

static ghirbal_status refuse(const struct load *load, size_t line, const char *text)
{
	if (load->error) {
		memset(load->error, 0, sizeof *load->error);
		load->error->line = line;
		strncpy(load->error->text, text, sizeof load->error->text - 1);
	}
	return GHIRBAL_BAD_MEMORY;
}

/* ---- one row ---- */

/* The field that begins at *at, which is then behind its tab or at the end. */
static const char *next_field(const char **at, const char *end, size_t *length)
{
	const char *begin = *at, *tab = memchr(begin, '\t', (size_t)(end - begin));

	*length = (size_t)((tab ? tab : end) - begin);
	*at = tab ? tab + 1 : end;
	return begin;
}

static bool read_number(const char *digits, size_t length, uint32_t *number)
{
	uint64_t value = 0;
	size_t i;

	for (i = 0; i < length && digits[i] >= '0' && digits[i] <= '9' && value <= UINT32_MAX; i++)
		value = 10 * value + (uint64_t)(digits[i] - '0');
	*number = (uint32_t)value;
	return length > 0 && i == length && value <= UINT32_MAX;
}

static bool read_hash(const char *digits, size_t length, uint64_t *hash)
{
	size_t i;

	*hash = 0;
	for (i = 0; i < length; i++) {
		const char *digit = memchr("0123456789abcdef", digits[i], 16);

		if (!digit)
			return false;
		*hash = *hash << 4 | (uint64_t)(digit - "0123456789abcdef");
	}
	return length == 16;
}

static bool is_word(const char *field, size_t length, const char *word)
{
	return length == strlen(word) && memcmp(field, word, length) == 0;
}

/* The hash that learning would have given the line. */
static ghirbal_status hash_row(struct load *load, struct row *row)
{
	size_t length;

	if (!GH_GROW(&load->from, load->key, load->key_room, GH_FOLD_ROOM(row->length)))
		return GHIRBAL_NO_MEMORY;
	length = gh_fold(row->text, row->length, load->key);
	row->hash = gh_line_hash(gh_site_hash(row->site, row->site_length), load->key, length);
	return length > 0 ? GHIRBAL_OK
	                  : refuse(load, row->number, "this line has no letters to know it by");
}

static ghirbal_status read_row(struct load *load, const char *line, const char *end, size_t number)
{
	struct row *row = &load->rows[load->count];
	size_t count_length, hash_length;
	const char *count, *hash;

	row->number = number;
	row->site = next_field(&line, end, &row->site_length);
	count = next_field(&line, end, &count_length);
	hash = next_field(&line, end, &hash_length);
	row->text = line;
	row->length = (size_t)(end - line);
	if (!read_number(count, count_length, &row->documents))
		return refuse(load, number, "a number of documents is wanted in the second field");
	load->count++;
	if (is_word(hash, hash_length, "site") && row->length == 0) {
		row->hash = gh_line_hash(gh_site_hash(row->site, row->site_length), NULL, 0);
		return GHIRBAL_OK;
	}
	if (is_word(hash, hash_length, "-"))
		return hash_row(load, row);
	if (!read_hash(hash, hash_length, &row->hash))
		return refuse(load, number,
		              "the third field is site, - or sixteen digits of a hash");
	if (row->length > GH_MEMORY_TEXT)
		row->length = GH_MEMORY_TEXT;
	return GHIRBAL_OK;
}

static ghirbal_status read_rows(struct load *load, const char *text, size_t size)
{
	const char *end = text + size, *line_end;
	ghirbal_status status = GHIRBAL_OK;
	size_t number = 0;

	for (; text < end && !status; text = line_end + (line_end < end)) {
		if (!GH_GROW(&load->from, load->rows, load->room, load->count + 1))
			return GHIRBAL_NO_MEMORY;
		line_end = memchr(text, '\n', (size_t)(end - text));
		line_end = line_end ? line_end : end;
		number++;
		if (number == 1 && !is_word(text, (size_t)(line_end - text), FIRST_LINE))
			return refuse(load, 1, "the first line is to be: " FIRST_LINE);
		if (number > 1 && line_end > text && *text != '#')
			status = read_row(load, text, line_end, number);
	}
	return number == 0 ? refuse(load, 1, "the first line is to be: " FIRST_LINE) : status;
}

/* ---- all rows ---- */

static int by_hash(const void *left, const void *right)
{
	const struct row *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

/* Of a line that stands twice the last counts, as an editor would expect who adds below. */
static ghirbal_status write_rows(const struct load *load, struct gh_scribe *scribe)
{
	ghirbal_status status = GHIRBAL_OK;
	size_t i;

	for (i = 0; i < load->count && !status; i++) {
		const struct row *row = &load->rows[i];

		if (i + 1 < load->count && load->rows[i + 1].hash == row->hash)
			continue;
		status = gh_scribe_add(scribe, row->hash, row->site, row->site_length, row->text,
		                       row->length < GH_MEMORY_TEXT ? row->length : GH_MEMORY_TEXT,
		                       NULL, row->documents);
	}
	return status ? status : gh_scribe_end(scribe);
}

ghirbal_status gh_load(const char *text, size_t size, ghirbal_memory_write *write, void *context,
                       const ghirbal_allocator *from, ghirbal_error *error)
{
	struct load load = {.from = *from, .error = error};
	struct gh_scribe scribe = {.from = *from};
	ghirbal_status status = read_rows(&load, text, size);

	if (!status && load.count > 0)
		qsort(load.rows, load.count, sizeof *load.rows, by_hash);
	if (!status)
		status = gh_scribe_open(&scribe, false, write, context, from);
	if (!status)
		status = write_rows(&load, &scribe);
	gh_scribe_free(&scribe);
	gh_release(from, load.rows);
	gh_release(from, load.key);
	return status;
}
