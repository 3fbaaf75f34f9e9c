/* SPDX-License-Identifier: MIT */
/*
 * find-strings FIELD... : what json_find() makes of each line of standard input, for fuzz-json.py
 * to hold against another reader: "wrong", "none", or "found" and each string, read and written
 * again.
 *
 * Where jansson and jsmn were there at build time each line is held against them too: what jansson
 * takes we take, with the same string; what we take jsmn takes, with the string in the same place.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_JANSSON
#include <jansson.h>
#endif
#ifdef HAVE_JSMN
#define JSMN_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <jsmn.h>
#pragma GCC diagnostic pop
#endif

#include "json.h"
#include "signals.h"

#define TOKENS 4096

_Noreturn void out_of_memory(void)
{
	abort();
}

static _Noreturn void disagree(const char *who, const char *line, size_t size)
{
	fprintf(stderr, "%s does not agree about: %.*s\n", who, (int)size, line);
	exit(1);
}

#ifdef HAVE_JANSSON
static void ask_jansson(const char *field, const char *line, size_t size, enum json_result result,
                        const struct json_spans *spans)
{
	/* A NUL byte ends its input, and what stood before it may be JSON. */
	size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL;
	json_t *root = memchr(line, '\0', size) ? NULL : json_loadb(line, size, flags, NULL);
	json_t *value = json_is_object(root) ? json_object_get(root, field) : NULL;
	struct json_quoter quoter;
	struct bytes text = {0};

	if (root && result == JSON_WRONG)
		disagree("jansson", line, size);
	/* Of duplicate keys jansson keeps the last, which may be no string. */
	if (json_is_string(value)) {
		const struct json_span *last = spans->count ? &spans->at[spans->count - 1] : NULL;

		if (!last ||
		    !json_unquote(&text, &quoter, line + last->begin, last->end - last->begin) ||
		    !bytes_equal(&text, json_string_value(value), json_string_length(value)))
			disagree("jansson", line, size);
	}
	bytes_free(&text);
	json_decref(root);
}
#endif

#ifdef HAVE_JSMN
static bool has_span(const struct json_spans *spans, size_t begin, size_t end)
{
	size_t i;

	for (i = 0; i < spans->count; i++)
		if (spans->at[i].begin == begin && spans->at[i].end == end)
			return true;
	return false;
}

static void ask_jsmn(const char *field, const char *line, size_t size, enum json_result result,
                     const struct json_spans *spans)
{
	static jsmntok_t tokens[TOKENS];
	jsmn_parser parser;
	int count, i, end = -1;

	if (result == JSON_WRONG)
		return; /* jsmn takes much that is not JSON */
	jsmn_init(&parser);
	count = jsmn_parse(&parser, line, size, tokens, TOKENS);
	if (count == JSMN_ERROR_NOMEM)
		return;
	if (count < 1)
		disagree("jsmn", line, size);
	if (tokens[0].type != JSMN_OBJECT)
		return;
	/* Keys at the top are strings with one value that begin after the last such value's end. */
	for (i = 1; i + 1 < count; i++) {
		const jsmntok_t *key = &tokens[i], *value = key + 1;

		if (key->start <= end)
			continue;
		end = value->end;
		if (value->type == JSMN_STRING &&
		    (size_t)(key->end - key->start) == strlen(field) &&
		    memcmp(line + key->start, field, strlen(field)) == 0 &&
		    !has_span(spans, (size_t)value->start, (size_t)value->end))
			disagree("jsmn", line, size);
	}
}
#endif

static void print_string(const char *string, size_t size)
{
	struct bytes text = {0}, again = {0};
	struct json_quoter quoter;

	if (!json_unquote(&text, &quoter, string, size))
		abort();
	json_quote(&quoter, &again, text.at, text.size);
	json_quote_end(&quoter, &again);
	putchar(' ');
	if (again.size > 0)
		fwrite(again.at, 1, again.size, stdout);
	bytes_free(&text);
	bytes_free(&again);
}

static void read_line(const struct json_paths *paths, const char *field, const char *line,
                      size_t size, struct json_spans *spans)
{
	enum json_result result = json_find(paths, line, size, spans);
	size_t i;

	fputs(result == JSON_WRONG ? "wrong" : result == JSON_NO_FIELD ? "none" : "found", stdout);
	for (i = 0; i < spans->count && result == JSON_FOUND; i++) {
		if (spans->at[i].kind == SPAN_ARRAY)
			continue;
		putchar('\t');
		print_string(line + spans->at[i].begin, spans->at[i].end - spans->at[i].begin);
	}
	putchar('\n');
	(void)field;
#ifdef HAVE_JANSSON
	ask_jansson(field, line, size, result, spans);
#endif
#ifdef HAVE_JSMN
	ask_jsmn(field, line, size, result, spans);
#endif
}

int main(int argc, char **argv)
{
	struct json_paths *paths = json_paths_new((const char *const *)argv + 1, (size_t)argc - 1);
	struct json_spans spans = {0};
	char *line = NULL;
	size_t room = 0;
	ssize_t size;

	if (argc < 2 || !paths)
		return 2;
	while ((size = getline(&line, &room, stdin)) > 0)
		read_line(paths, argv[1], line, (size_t)size - (line[size - 1] == '\n'), &spans);
	free(line);
	json_spans_free(&spans);
	json_paths_free(paths);
	return 0;
}
