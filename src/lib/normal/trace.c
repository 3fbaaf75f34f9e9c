/* SPDX-License-Identifier: MIT */
#include "normal/trace.h"

#include <string.h>

#include "normal/slowpath.h"
#include "ground/utf8.h"

/* A piece of a line and what became of it. */
struct piece {
	const char *text, *result;
	size_t length, result_length;
};

/* One character, U+FFFD for ill-formed bytes, by which the normaliser may have replaced them. */
static size_t character(const char *text, size_t n, uint32_t *cp)
{
	size_t step = gh_utf8_next(text, n, cp);

	if (*cp == GH_UTF8_BAD)
		*cp = 0xFFFD;
	return step;
}

/*
 * Where in a word's text its result up to `at` came from: characters that stayed are found one
 * after the other, and those that went belong with the one before them.
 */
static size_t origin_in(const struct piece *piece, size_t at)
{
	size_t i = 0, j = 0, start;

	if (piece->length == piece->result_length &&
	    memcmp(piece->text, piece->result, piece->length) == 0)
		return at;
	while (j < at) {
		uint32_t wanted, cp = 0;
		size_t step = character(piece->result + j, piece->result_length - j, &wanted);

		start = i;
		while (i < piece->length && cp != wanted)
			i += character(piece->text + i, piece->length - i, &cp);
		if (cp != wanted) /* it is no letter of the text: of a ligature, or decoded */
			i = start;
		j += step;
	}
	/*
	 * Where the next letter is none of the text, as a blank that was a no-break one, none went.
	 */
	for (start = i; i < piece->length;) {
		uint32_t cp, next;
		size_t step = character(piece->text + i, piece->length - i, &cp);

		if (j >= piece->result_length)
			return i;
		(void)character(piece->result + j, piece->result_length - j, &next);
		if (cp == next)
			return i;
		i += step;
	}
	return j < piece->result_length ? start : i;
}

/*
 * How many bytes, whole words and what is between them, stay as they are; one if it is of no word.
 */
static size_t clean_piece(const struct gh_pass *pass, struct gh_hunt *hunt)
{
	size_t size;

	if (pass->one_by_one)
		return gh_pass_ends_word(pass, pass->done);
	size = gh_hunt_next(hunt, pass->done) - pass->done;
	while (size > 0 && !gh_pass_ends_word(pass, pass->done + size) &&
	       !gh_pass_ends_word(pass, pass->done + size - 1))
		size--;
	return size > 0 ? size : gh_pass_ends_word(pass, pass->done);
}

/* The next clean words, or a word that is not, or one byte that is of no word. */
static ghirbal_status next_piece(struct gh_pass *pass, struct gh_hunt *hunt)
{
	size_t size = clean_piece(pass, hunt);

	if (size == 0) {
		(void)gh_pass_is_misread(pass, pass->done);
		return gh_slow_word(pass);
	}
	pass->done += size;
	return gh_sink_put(&pass->sink, pass->text + pass->done - size, size) ? GHIRBAL_OK
	                                                                      : GHIRBAL_NO_MEMORY;
}

bool gh_normalize_trace(const struct gh_norm *norm, const ghirbal_allocator *from,
                          const char *line, size_t n, size_t *at, size_t count)
{
	struct gh_buf out = {0};
	uint64_t changed[GHIRBAL_SWITCHES] = {0}, repaired = 0;
	struct gh_pass pass = {.norm = norm,
	                       .sink = {.from = from, .buf = &out},
	                       .text = line,
	                       .n = n,
	                       .changed = changed,
	                       .repaired = &repaired};
	struct gh_hunt hunt;
	size_t i = 0;
	bool well = true;

	gh_pass_begin(&pass);
	gh_hunt_begin(&hunt, &norm->scan, line, n);
	while (well && i < count && pass.done < n) {
		size_t text_at = pass.done, out_at = pass.sink.size;

		well = next_piece(&pass, &hunt) == GHIRBAL_OK;
		for (; well && i < count && at[i] < pass.sink.size; i++) {
			struct piece piece = {line + text_at, pass.sink.data + out_at,
			                      pass.done - text_at, pass.sink.size - out_at};

			at[i] = text_at + (at[i] > out_at ? origin_in(&piece, at[i] - out_at) : 0);
		}
	}
	for (; i < count; i++)
		at[i] = n;
	gh_buf_free(from, &out);
	return well;
}
