/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "opening.h"

#include <string.h>
#include <strings.h>

static size_t skip_blank(const char *text, size_t size, size_t i)
{
	if (i == 0 && size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	while (i < size && is_blank(text + i, 1))
		i++;
	return i;
}

/* ---- HTML ---- */

static bool begins(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);

	return size >= length && strncasecmp(text, word, length) == 0;
}

/* Comments and the XML declaration may stand before all else. */
static size_t skip_preamble(const char *text, size_t size, size_t i)
{
	for (;;) {
		bool comment = begins(text + i, size - i, "<!--");
		const char *end;

		if (!comment && !begins(text + i, size - i, "<?xml"))
			return i;
		end = memmem(text + i, size - i, comment ? "-->" : "?>", comment ? 3 : 2);
		if (!end)
			return i;
		i = skip_blank(text, size, (size_t)(end - text) + (comment ? 3 : 2));
	}
}

/* A page may be about a tag and begin with its name; then no other follows on it. */
static bool has_tags(const char *text, size_t size)
{
	const char *end = text + size, *at = text;
	unsigned tags = 0;

	while (at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		at++;
		tags += at < end &&
		        (*at == '/' || (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'));
	}
	return tags >= 4;
}

static bool is_html(const char *text, size_t size)
{
	static const char *const tags[] = {"<html",  "<head", "<body",  "<meta",
	                                   "<title", "<div",  "<script"};
	size_t i = skip_preamble(text, size, skip_blank(text, size, 0)), tag;

	if (begins(text + i, size - i, "<!doctype html"))
		return true;
	for (tag = 0; tag < sizeof tags / sizeof *tags; tag++)
		if (begins(text + i, size - i, tags[tag]))
			return has_tags(text + i, size - i);
	return false;
}

/* ---- JSON ---- */

/* Whether a line that is no JSON by itself may be the first of a value over many lines. */
static bool goes_on(const char *line, size_t size)
{
	size_t i = 0;

	while (size > 0 && is_blank(line + size - 1, 1))
		size--;
	if (size == 0)
		return false;
	while (i < size && strchr("[{ \t", line[i]) && line[i])
		i++;
	return i == size || strchr(",[{", line[size - 1]) != NULL;
}

static bool is_json(const struct json_paths *paths, const char *line, size_t size)
{
	struct json_spans spans = {0};
	bool right = json_find(paths, line, size, &spans) != JSON_WRONG;

	json_spans_free(&spans);
	return right;
}

enum opening opening_of(const struct json_paths *paths, const char *head, size_t size)
{
	size_t i = skip_blank(head, size, 0);
	const char *newline = i < size ? memchr(head + i, '\n', size - i) : NULL;
	size_t end = newline ? (size_t)(newline - head) : size;
	bool array;

	if (i == size || (head[i] != '{' && head[i] != '['))
		return is_html(head, size) ? OPENING_HTML : OPENING_PLAIN;
	array = head[i] == '[';
	if (newline && !is_json(paths, head + i, end - i) && goes_on(head + i, end - i))
		return array ? OPENING_SPREAD_ARRAY : OPENING_SPREAD;
	return array ? OPENING_ARRAY : OPENING_LINES;
}

const char *opening_advice(enum opening opening)
{
	switch (opening) {
	case OPENING_ARRAY:
	case OPENING_SPREAD_ARRAY:
		return "a JSON array, not JSON Lines: put jq -c '.[]' before ghirbal --from=jsonl";
	case OPENING_SPREAD:
		return "JSON over many lines, not JSON Lines: put jq -c . before ghirbal "
		       "--from=jsonl";
	case OPENING_HTML:
		return "HTML, and text is wanted: put an extractor, or lynx -dump -nolist -stdin, "
		       "before ghirbal";
	default:
		return NULL;
	}
}
