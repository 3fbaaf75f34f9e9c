/* SPDX-License-Identifier: MIT */
/*
 * Strings in a line of JSON: they lie in the line, in order; read and written again they read the
 * same, also when something was taken out of them; and a line with a string written anew holds the
 * same strings.
 */
#include "json.h"

#include <stdlib.h>
#include <string.h>
#include <string.h>

#include "signals.h"
#include "target.h"
#include "ground/utf8.h"

_Noreturn void out_of_memory(void)
{
	exit(99);
}

static void quote_in_pieces(const struct json_quoter *as, struct bytes *to,
                            const struct bytes *text, size_t step)
{
	struct json_quoter quoter = *as;
	size_t at = 0;

	for (; at < text->size; at += step)
		json_quote(&quoter, to, text->at + at,
		           text->size - at < step ? text->size - at : step);
	json_quote_end(&quoter, to);
}

/*
 * What the text says whatever private characters its lone surrogates travel as: these as CESU-8 has
 * them.
 */
static void add_meaning(struct bytes *to, const struct bytes *text,
                        const struct json_quoter *quoter)
{
	size_t i, length;
	uint32_t point, high = 0;

	for (i = 0; i < text->size; i += length) {
		const unsigned char *at = (const unsigned char *)text->at + i;

		length = gh_utf8_length(text->at + i, text->size - i);
		point = length < 4 ? 0
		                   : (at[0] & 7u) << 18 | (at[1] & 63u) << 12 | (at[2] & 63u) << 6 |
		                             (at[3] & 63u);
		length = length ? length : 1;
		if (!quoter->lone || point - quoter->lone >= 0x800) {
			bytes_add(to, at, length);
			high = 0;
			continue;
		}
		point -= quoter->lone;
		/* Two halves that meet are one character to whoever reads them. */
		if (high && point >= 0x400) {
			uint32_t whole = 0x10000 + ((high - 1) << 10) + (point - 0x400);
			char four[4] = {
				(char)(0xf0 | whole >> 18), (char)(0x80 | (whole >> 12 & 63)),
				(char)(0x80 | (whole >> 6 & 63)), (char)(0x80 | (whole & 63))};

			to->size -= 3;
			bytes_add(to, four, 4);
			high = 0;
			continue;
		}
		high = point < 0x400 ? point + 1 : 0;
		bytes_put(to, '\xed');
		bytes_put(to, (char)(0xa0 | point >> 6));
		bytes_put(to, (char)(0x80 | (point & 63)));
	}
}

/*
 * With all direction marks gone, as the normaliser has it, what is written reads as what was left.
 */
static void check_shorter(const struct bytes *text, const struct json_quoter *quoter)
{
	struct bytes less = {0}, string = {0}, again = {0}, wanted = {0}, got = {0};
	struct json_quoter writer = *quoter, reader;
	size_t i;

	for (i = 0; i < text->size; i++) {
		if (text->size - i >= 3 && memcmp(text->at + i, "\xe2\x80\x8f", 3) == 0)
			i += 2;
		else
			bytes_put(&less, text->at[i]);
	}
	json_quote(&writer, &string, less.at, less.size);
	json_quote_end(&writer, &string);
	if (json_unquote(&again, &reader, string.at ? string.at : "", string.size)) {
		add_meaning(&wanted, &less, quoter);
		add_meaning(&got, &again, &reader);
		HOLD(bytes_equal(&got, wanted.at ? wanted.at : "", wanted.size));
	}
	bytes_free(&less);
	bytes_free(&string);
	bytes_free(&again);
	bytes_free(&wanted);
	bytes_free(&got);
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
	HOLD(json_unquote(&again, &second, to->size > begin ? to->at + begin : "",
	                  to->size - begin));
	HOLD(bytes_equal(&again, text.size ? text.at : "", text.size));
	check_shorter(&text, &quoter);
	bytes_free(&text);
	bytes_free(&again);
	bytes_free(&pieces);
}

static void check_line(const struct json_paths *paths, const char *line, size_t size,
                       struct json_spans *spans)
{
	struct bytes made = {0};
	enum json_result result = json_find(paths, line, size, spans);
	size_t i, at = 0, count = spans->count, array_end = 0, elements = 0;

	HOLD((result == JSON_FOUND) == (count > 0) || result == JSON_WRONG);
	if (result == JSON_FOUND) {
		for (i = 0; i < count; i++) {
			const struct json_span *span = &spans->at[i];

			if (span->kind == SPAN_ARRAY) {
				HOLD(span->begin >= at && span->end > span->begin &&
				     span->end <= size);
				HOLD(line[span->begin] == '[' && line[span->end - 1] == ']');
				/* Strings of an array of nothing else come right behind it. */
				HOLD(elements == 0);
				elements = span->mixed ? 0 : span->count;
				array_end = span->end;
				continue;
			}
			HOLD(elements == 0 ||
			     (span->kind == SPAN_ELEMENT && span->end < array_end));
			elements -= elements > 0;
			HOLD(span->begin > at && span->end >= span->begin && span->end < size);
			HOLD(line[span->begin - 1] == '"' && line[span->end] == '"');
			bytes_add(&made, line + at, span->begin - at);
			check_string(line + span->begin, span->end - span->begin, &made);
			at = span->end;
		}
		bytes_add(&made, line + at, size - at);
		HOLD(json_find(paths, made.at, made.size, spans) == JSON_FOUND &&
		     spans->count == count);
	}
	bytes_free(&made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"text", "/a/b/0", "/\xD9\x86", "/~1/~0", "/a/*", "/text/*"};
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
