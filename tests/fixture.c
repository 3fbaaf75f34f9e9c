/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* scandir, strdup */

#include "fixture.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HARD_ERROR 99

/* Of one test program, which is one thread and counts its own failures. */
static unsigned failures;

static void die(const char *what, const char *which)
{
	fprintf(stderr, "%s: %s\n", which, what);
	exit(HARD_ERROR);
}

void text_add(struct text *text, const void *bytes, size_t size)
{
	if (size > text->room - text->size) {
		size_t room = 2 * (text->size + size) + 64;
		char *data = realloc(text->data, room);

		if (!data)
			die("out of memory", "test");
		text->data = data;
		text->room = room;
	}
	if (size > 0)
		memcpy(text->data + text->size, bytes, size);
	text->size += size;
}

void text_free(struct text *text)
{
	free(text->data);
	*text = (struct text){0};
}

bool text_equal(const struct text *a, const struct text *b)
{
	return a->size == b->size && (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

struct text read_file(const char *path)
{
	struct text text = {0};
	char bytes[65536];
	size_t size;
	FILE *file = fopen(path, "rb");

	if (!file)
		die("cannot be opened", path);
	while ((size = fread(bytes, 1, sizeof bytes, file)) > 0)
		text_add(&text, bytes, size);
	if (ferror(file))
		die("cannot be read", path);
	fclose(file);
	return text;
}

static int is_fixture(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

size_t for_each_fixture(void (*each)(const char *name, const struct text *page))
{
	const char *srcdir = getenv("srcdir");
	struct dirent **names;
	char path[4096];
	int count, i;

	snprintf(path, sizeof path, "%s/fixtures", srcdir ? srcdir : ".");
	count = scandir(path, &names, is_fixture, alphasort);
	if (count <= 0)
		die("no fixtures", path);
	for (i = 0; i < count; i++) {
		struct text page;

		snprintf(path, sizeof path, "%s/fixtures/%s/page.txt", srcdir ? srcdir : ".",
		         names[i]->d_name);
		page = read_file(path);
		each(names[i]->d_name, &page);
		text_free(&page);
		free(names[i]);
	}
	free(names);
	return (size_t)count;
}

ghirbal_rules *default_rules(void)
{
	ghirbal_rules *rules;
	ghirbal_error error = {.file = ""};

	if (ghirbal_rules_new(&rules, NULL) || ghirbal_rules_add_defaults(rules, &error) ||
	    ghirbal_rules_seal(rules, &error)) {
		fprintf(stderr, "%s:%zu: %s\n", error.file, error.line, error.text);
		exit(HARD_ERROR);
	}
	return rules;
}

static int keep_bytes(void *context, const char *bytes, size_t size)
{
	struct outcome *outcome = context;

	text_add(&outcome->out, bytes, size);
	return 0;
}

static char *copy_word(const char *word)
{
	char *copy = word ? strdup(word) : NULL;

	if (word && !copy)
		die("out of memory", "test");
	return copy;
}

static int keep_removal(void *context, const ghirbal_removal *removal)
{
	struct outcome *outcome = context;
	struct removal *kept;

	if (outcome->count == outcome->room) {
		outcome->room = 2 * outcome->room + 16;
		outcome->removals =
			realloc(outcome->removals, outcome->room * sizeof *outcome->removals);
		if (!outcome->removals)
			die("out of memory", "test");
	}
	kept = &outcome->removals[outcome->count++];
	*kept = (struct removal){.line = removal->line,
	                         .verdict = removal->verdict,
	                         .group = copy_word(removal->group),
	                         .reason = copy_word(removal->reason),
	                         .rule_file = copy_word(removal->rule_file),
	                         .rule_line = removal->rule_line,
	                         .offset = removal->offset,
	                         .extent = removal->extent};
	text_add(&kept->text, removal->text, removal->length);
	text_add(&kept->line_end, removal->line_end, removal->line_end_length);
	return 0;
}

ghirbal_settings settings_into(struct outcome *outcome, const char *normalize)
{
	ghirbal_settings settings;

	*outcome = (struct outcome){0};
	ghirbal_settings_default(&settings);
	settings.write = keep_bytes;
	settings.removed = keep_removal;
	settings.context = outcome;
	if (ghirbal_normal_parse(&settings.normal, normalize, NULL))
		die("unknown profile", normalize);
	return settings;
}

void clean_page(const ghirbal_rules *rules, const ghirbal_settings *settings,
                const struct text *page)
{
	struct outcome *outcome = settings->context;
	ghirbal_stream *stream;

	outcome->status = ghirbal_stream_new(&stream, rules, settings, NULL);
	if (outcome->status)
		return;
	outcome->status = ghirbal_clean(stream, page->data, page->size);
	outcome->counts = *ghirbal_stream_counts(stream);
	ghirbal_stream_free(stream);
}

static bool word_equal(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

bool outcome_equal(const struct outcome *a, const struct outcome *b)
{
	size_t i;

	if (a->status != b->status || a->count != b->count || !text_equal(&a->out, &b->out))
		return false;
	for (i = 0; i < a->count; i++) {
		const struct removal *x = &a->removals[i], *y = &b->removals[i];

		if (x->line != y->line || x->offset != y->offset || x->extent != y->extent ||
		    x->verdict != y->verdict || x->rule_line != y->rule_line ||
		    !word_equal(x->group, y->group) || !word_equal(x->rule_file, y->rule_file) ||
		    !word_equal(x->reason, y->reason) || !text_equal(&x->text, &y->text))
			return false;
	}
	return true;
}

void outcome_free(struct outcome *outcome)
{
	size_t i;

	for (i = 0; i < outcome->count; i++) {
		free(outcome->removals[i].group);
		free(outcome->removals[i].rule_file);
		free(outcome->removals[i].reason);
		text_free(&outcome->removals[i].text);
		text_free(&outcome->removals[i].line_end);
	}
	free(outcome->removals);
	text_free(&outcome->out);
	*outcome = (struct outcome){0};
}

void fail(const char *name, const char *format, ...)
{
	va_list rest;

	failures++;
	fprintf(stderr, "%s: ", name);
	va_start(rest, format);
	vfprintf(stderr, format, rest);
	va_end(rest);
	fputc('\n', stderr);
}

unsigned failure_count(void)
{
	return failures;
}

int exit_status(const char *test, size_t fixtures)
{
	printf("%s: %zu fixtures, %u failures\n", test, fixtures, failures);
	return failures > 0;
}
