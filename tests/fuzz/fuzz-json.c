/* SPDX-License-Identifier: MIT */
/*
 * Strings in a line of JSON: they lie in the line, in order; read and written again they read the same;
 * and a line with a string written anew holds the same strings.
 */
#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "signals.h"
#include "target.h"

_Noreturn void out_of_memory(void)
{
	exit(99);
}

static void quote_in_pieces(const struct json_quoter *as, struct bytes *to, const struct bytes *text, size_t step)
{
	struct json_quoter quoter = *as;
	size_t at = 0;

	for (; at < text->size; at += step)
		json_quote(&quoter, to, text->at + at, text->size - at < step ? text->size - at : step);
	json_quote_end(&quoter, to);
}

/* Reads one string, writes it again into to, and reads that. */
static void check_string(const char *string, size_t size, struct bytes *to)
{
	struct bytes text = {0}, again = {0}, pieces = {0};
	struct json_quoter quoter, second;
	size_t begin = to->size;

	if (!json_unquote(&text, &quoter, string, size)) {
		bytes_add(to, string, size);
		bytes_free(&text);
		return;
	}
	quote_in_pieces(&quoter, to, &text, text.size + 1);
	quote_in_pieces(&quoter, &pieces, &text, 1 + size % 5);
	HOLD(bytes_equal(&pieces, to->size > begin ? to->at + begin : "", to->size - begin));
	HOLD(json_unquote(&again, &second, to->size > begin ? to->at + begin : "", to->size - begin));
	HOLD(bytes_equal(&again, text.size ? text.at : "", text.size));
	bytes_free(&text);
	bytes_free(&again);
	bytes_free(&pieces);
}

static void check_line(const struct json_paths *paths, const char *line, size_t size, struct json_spans *spans)
{
	struct bytes made = {0};
	enum json_result result = json_find(paths, line, size, spans);
	size_t i, at = 0, count = spans->count;

	HOLD((result == JSON_FOUND) == (count > 0) || result == JSON_WRONG);
	if (result == JSON_FOUND) {
		for (i = 0; i < count; i++) {
			const struct json_span *span = &spans->at[i];

			HOLD(span->begin > at && span->end >= span->begin && span->end < size);
			HOLD(line[span->begin - 1] == '"' && line[span->end] == '"');
			bytes_add(&made, line + at, span->begin - at);
			check_string(line + span->begin, span->end - span->begin, &made);
			at = span->end;
		}
		bytes_add(&made, line + at, size - at);
		HOLD(json_find(paths, made.at, made.size, spans) == JSON_FOUND && spans->count == count);
	}
	bytes_free(&made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"text", "/a/b/0", "/\xD9\x86", "/~1/~0"};
	struct json_paths *paths = json_paths_new(names, sizeof names / sizeof *names);
	struct json_spans spans = {0};
	const char *text = (const char *)data;
	size_t at = 0;

	HOLD(paths);
	while (at < size) {
		const char *newline = memchr(text + at, '\n', size - at);
		size_t end = newline ? (size_t)(newline - text) : size;

		check_line(paths, text + at, end - at, &spans);
		at = end + 1;
	}
	json_spans_free(&spans);
	json_paths_free(paths);
	return 0;
}
