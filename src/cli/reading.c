/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "audit.h"
#include "decoder.h"
#include "ground/nearest.h"

void wrong(struct reading *reading, const char *format, ...)
{
	struct bytes text = {0}, shown = {0};
	va_list list;

	va_start(list, format);
	bytes_vformat(&text, format, list);
	va_end(list);
	add_escaped(&shown, text.at, text.size, 400);
	bytes_put(&shown, '\0');
	log_error(reading->log, NULL, "%s", shown.at);
	bytes_free(&text);
	bytes_free(&shown);
	reading->failed = true;
}

static void wrong_long_option(struct reading *reading, const char *given)
{
	const char *word = given + 2;
	size_t size = strcspn(word, "="), begins = option_beginning(word, size);
	const char *nearest = option_nearest(word, size);

	if (begins > 1)
		wrong(reading, "--%.*s may be one of %zu options", (int)size, word, begins);
	else if (nearest)
		wrong(reading, "unknown option --%.*s, did you mean --%s?", (int)size, word,
		      nearest);
	else
		wrong(reading, "unknown option --%.*s", (int)size, word);
}

void wrong_option(struct reading *reading, int what, int letter_or_id, const char *given)
{
	const struct option_row *row = letter_or_id ? option_of(letter_or_id) : NULL;

	if (what == ':' && row)
		wrong(reading, "--%s needs an argument: %s", row->name, row->argument);
	else if (row)
		wrong(reading, "--%s takes no argument", row->name);
	else if (letter_or_id)
		wrong(reading, "unknown option -%c", letter_or_id);
	else
		wrong_long_option(reading, given);
}

/* ---- arguments ---- */

unsigned choose(struct reading *reading, int id, const char *word)
{
	const struct option_row *row = option_of(id);
	const char *at = row->argument;
	struct gh_nearest nearest = {0};
	unsigned index = 0;

	while (*at) {
		size_t size = strcspn(at, "|");

		if (strlen(word) == size && memcmp(word, at, size) == 0)
			return index;
		gh_nearest_consider(&nearest, word, strlen(word), at, size);
		at += size + (at[size] == '|');
		index++;
	}
	if (nearest.name)
		wrong(reading, "--%s=%s: did you mean %.*s?", row->name, word, (int)nearest.size,
		      nearest.name);
	else
		wrong(reading, "--%s=%s: must be one of %s", row->name, word, row->argument);
	return 0;
}

size_t read_size(struct reading *reading, int id, const char *word)
{
	char *end;
	unsigned long long size;
	unsigned shift = 0;

	errno = 0;
	size = strtoull(word, &end, 10);
	if (*end == 'K' || *end == 'k')
		shift = 10;
	else if (*end == 'M' || *end == 'm')
		shift = 20;
	else if (*end == 'G' || *end == 'g')
		shift = 30;
	if (*word < '0' || *word > '9' || errno || end[shift != 0] || size == 0 ||
	    size > (SIZE_MAX / 8 >> shift)) {
		wrong(reading, "--%s=%s: must be a size such as 16M", option_of(id)->name, word);
		return 1;
	}
	return (size_t)size << shift;
}

unsigned read_jobs(struct reading *reading, const char *word)
{
	char *end;
	unsigned long jobs = strtoul(word, &end, 10);
	long processors;

	if (*word < '0' || *word > '9' || *end || jobs > 1024) {
		wrong(reading, "--jobs=%s: must be a number from 0 to 1024", word);
		return 1;
	}
	if (jobs > 0)
		return (unsigned)jobs;
	processors = sysconf(_SC_NPROCESSORS_ONLN);
	return processors < 1 ? 1 : processors > 1024 ? 1024 : (unsigned)processors;
}

uint64_t read_seed(struct reading *reading, const char *word)
{
	char *end;
	unsigned long long seed;

	errno = 0;
	seed = strtoull(word, &end, 10);
	if (*word < '0' || *word > '9' || *end || errno)
		wrong(reading, "--report-seed=%s: must be a number", word);
	return seed;
}

void read_normal(struct reading *reading, const char *list)
{
	ghirbal_error error;

	if (ghirbal_normal_parse(&reading->options->normal, list, &error) == GHIRBAL_OK)
		return;
	if (*error.nearest)
		wrong(reading, "--normalize=%s: %s: '%s', did you mean %s?", list, error.text,
		      error.word, error.nearest);
	else
		wrong(reading, "--normalize=%s: %s: '%s'; --list-normalize shows them all", list,
		      error.text, error.word);
}

void join_list(struct bytes *list, const char *more)
{
	if (list->size > 0)
		list->at[list->size - 1] = ',';
	bytes_add(list, more, strlen(more) + 1);
}

void read_field(struct reading *reading, const char *name)
{
	struct options *options = reading->options;

	/* One bit each while a line is read. */
	if (options->field_count == 32) {
		wrong(reading, "--field: at most 32 of them");
		return;
	}
	options->fields[options->field_count++] = name;
}

void read_encoding(struct reading *reading, const char *name)
{
	bool is_utf8 = strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;

	if (!is_utf8 && !decoder_knows(name))
		wrong(reading,
		      "--encoding=%s: iconv does not know it; iconv -l lists what it knows", name);
	reading->options->encoding = is_utf8 ? NULL : name;
}
