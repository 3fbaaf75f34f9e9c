/* SPDX-License-Identifier: MIT */
#include "normal/normalize.h"

#include <string.h>

#include "normal/fastpath.h"
#include "normal/letter.h"
#include "normal/slowpath.h"
#include "ground/utf8.h"

static void trim(struct gh_pass *pass)
{
	if (!gh_pass_on(pass, GH_BLANKS))
		return;
	pass->changed[GH_BLANKS] += pass->sink.tail;
	pass->sink.size -= pass->sink.tail;
	pass->sink.tail = 0;
}

static void add_tally(const struct gh_pass *pass)
{
	unsigned i;

	for (i = GH_COMPOSE + 1; i < GH_SWITCH_COUNT; i++) {
		pass->changed[i] += pass->tally[i];
		if (i >= GH_HARAKAT && i <= GH_DAGGER)
			pass->changed[GH_TASHKEEL] += pass->tally[i];
	}
}

/* ---- the scan ---- */

/* The result is not as the text from out on; what was put there may have been cut again. */
static ghirbal_status note_edit(struct gh_pass *pass, size_t out)
{
	const struct gh_sink *sink = &pass->sink;

	return !pass->edits || gh_edits_note(sink->from, pass->edits, sink->data,
	                                     out < sink->size ? out : sink->size,
	                                     pass->done - sink->size)
	               ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

static ghirbal_status put_as_is(struct gh_pass *pass, size_t end)
{
	bool well = gh_sink_put(&pass->sink, pass->text + pass->done, end - pass->done);

	pass->done = end;
	return well ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

/* Where blanks are made single no line is known to be clean. */
static ghirbal_status put_lines(struct gh_pass *pass, size_t end)
{
	ghirbal_status status = GHIRBAL_OK;

	while (pass->done < end && !status) {
		const char *from = pass->text + pass->done;
		const char *newline = memchr(from, '\n', end - pass->done);
		size_t out = pass->sink.size,
		       length = newline ? (size_t)(newline - from) : end - pass->done;

		status = put_as_is(pass, pass->done + length);
		status = status ? status : note_edit(pass, out);
		status = status || !newline ? status : put_as_is(pass, pass->done + 1);
	}
	return status;
}

static ghirbal_status put_clean(struct gh_pass *pass, size_t end)
{
	if (end <= pass->done)
		return GHIRBAL_OK;
	return pass->edits && pass->sink.single ? put_lines(pass, end) : put_as_is(pass, end);
}

/* A line end that is to lose something: the blanks before it, or the CR of CR LF. */
static ghirbal_status end_line(struct gh_pass *pass, size_t at)
{
	bool blank = gh_is_blank(pass->text[at]);
	ghirbal_status status = put_clean(pass, blank ? at + 1 : at);

	trim(pass);
	if (!blank && gh_pass_on(pass, GH_INVISIBLE)) {
		pass->changed[GH_INVISIBLE]++;
		pass->done = at + 1;
	}
	status = status ? status : note_edit(pass, pass->sink.size);
	return status ? status : put_clean(pass, at + 1);
}

static ghirbal_status mend_word(struct gh_pass *pass, size_t at)
{
	ghirbal_status status;
	bool misread;
	size_t out;

	while (at > pass->done && !gh_pass_ends_word(pass, at - 1))
		at--;
	status = put_clean(pass, at);
	out = pass->sink.size;
	misread = pass->one_by_one && gh_pass_is_misread(pass, at);
	if (status == GHIRBAL_OK && (pass->norm->reference || misread || !gh_fast_words(pass)))
		status = gh_slow_word(pass);
	if (gh_pass_ends_line(pass, pass->done))
		trim(pass);
	return status ? status : note_edit(pass, out);
}

static unsigned act_at(const struct gh_pass *pass, size_t at)
{
	const unsigned char *b = (const unsigned char *)pass->text + at;

	return pass->norm->act[(b[0] & 3u) << 6 | (b[1] & 0x3Fu)];
}

static bool is_arabic(const struct gh_pass *pass, size_t at)
{
	return at + 1 < pass->n && (pass->text[at] & 0xFC) == 0xD8 &&
	       gh_scan_is_tail(pass->text[at + 1]);
}

/*
 * Whether the scan stopped at the one mark of a word that goes, whatever stands beside it, and the
 * word is letters that stay before and behind: not going over these is faster, but not where each
 * word has marks.
 */
static bool is_lone_mark(const struct gh_pass *pass, size_t at)
{
	if (pass->one_by_one || pass->norm->scan.everything || !is_arabic(pass, at) ||
	    act_at(pass, at) >= GH_SWITCH_COUNT || at == pass->done ||
	    gh_pass_ends_word(pass, at - 1))
		return false;
	for (at += 2; is_arabic(pass, at) && act_at(pass, at) == GH_ACT_CALM; at += 2)
		;
	return gh_pass_ends_word(pass, at);
}

static ghirbal_status drop_mark(struct gh_pass *pass, size_t at)
{
	ghirbal_status status = put_as_is(pass, at);

	pass->tally[act_at(pass, at)]++;
	pass->done = at + 2;
	return status ? status : note_edit(pass, pass->sink.size);
}

/* The length of a character at which the scan stopped in vain, else 0. */
static size_t calm_step(const struct gh_pass *pass, size_t at)
{
	uint32_t cp;
	size_t step;

	/* At what is of 0600-06FF it stops only for a reason. */
	if (pass->norm->scan.everything || (pass->text[at] & 0xFC) == 0xD8)
		return 0;
	step = gh_utf8_next(pass->text + at, pass->n - at, &cp);
	if (cp == ZWNJ && gh_fast_non_joiner(pass, at))
		return step;
	return cp != GH_UTF8_BAD && gh_norm_act(pass->norm, cp) == GH_ACT_CALM ? step : 0;
}

/* Looks at what the scan stopped at, and does what it calls for; *at is where to scan on. */
static ghirbal_status look(struct gh_pass *pass, size_t *at)
{
	ghirbal_status status;

	if (is_lone_mark(pass, *at)) {
		status = drop_mark(pass, *at);
	} else if (gh_is_blank(pass->text[*at]) || gh_pass_is_crlf(pass, *at)) {
		status = end_line(pass, *at);
	} else {
		size_t step = calm_step(pass, *at);

		if (step > 0) {
			*at += step;
			return GHIRBAL_OK;
		}
		status = mend_word(pass, *at);
	}
	*at = pass->done;
	return status;
}

/* To the end of the text; the clean text behind the last change is not put yet. */
static ghirbal_status mend(struct gh_pass *pass)
{
	ghirbal_status status = GHIRBAL_OK;
	struct gh_hunt hunt;
	size_t at = 0;

	gh_pass_begin(pass);
	gh_hunt_begin(&hunt, &pass->norm->scan, pass->text, pass->n);
	while (status == GHIRBAL_OK && (at = gh_hunt_next(&hunt, at)) < pass->n)
		status = look(pass, &at);
	return status;
}

static ghirbal_status finish(struct gh_pass *pass)
{
	ghirbal_status status = put_clean(pass, pass->n);
	size_t size = pass->sink.size;

	trim(pass);
	if (!status && pass->sink.size < size)
		status = note_edit(pass, size);
	pass->changed[GH_BLANKS] += pass->sink.skipped;
	add_tally(pass);
	return status;
}

static ghirbal_status run(struct gh_pass *pass)
{
	ghirbal_status status = mend(pass);

	return status ? status : finish(pass);
}

ghirbal_status gh_normalize_append(const struct gh_norm *norm, const ghirbal_allocator *from,
                                   struct gh_buf *out, const char *text, size_t n,
                                   uint64_t *changed, uint64_t *repaired)
{
	struct gh_sink sink = {.data = out->data, .size = out->size, .room = out->room,
	                       .from = from, .buf = out};
	struct gh_pass pass = {.norm = norm, .sink = sink, .text = text, .n = n,
	                       .changed = changed, .repaired = repaired};
	ghirbal_status status;

	if (!gh_sink_fits(&pass.sink, n))
		return GHIRBAL_NO_MEMORY;
	status = run(&pass);
	out->size = pass.sink.size;
	return status;
}

static bool needs_trim(const struct gh_pass *pass)
{
	return pass->n > 0 && gh_is_blank(pass->text[pass->n - 1]) && gh_pass_on(pass, GH_BLANKS);
}

ghirbal_status gh_normalize_view(const struct gh_norm *norm, const ghirbal_allocator *from,
                                 struct gh_buf *out, const char *text, size_t n, bool *same,
                                 uint64_t *changed, uint64_t *repaired, struct gh_edits *edits)
{
	struct gh_sink sink = {.data = out->data, .room = out->room, .from = from, .buf = out};
	struct gh_pass pass = {.norm = norm, .sink = sink, .text = text, .n = n,
	                       .changed = changed, .repaired = repaired, .edits = edits};
	ghirbal_status status;

	if (!gh_sink_fits(&pass.sink, n))
		return GHIRBAL_NO_MEMORY;
	status = mend(&pass);
	*same = !status && pass.done == 0 && !pass.sink.single && !needs_trim(&pass);
	if (!status && !*same)
		status = finish(&pass);
	out->size = pass.sink.size;
	return status;
}

ghirbal_status ghirbal_normalize(const ghirbal_normal *normal, const char *text, size_t length,
                                 char *out, size_t room, size_t *size, uint64_t *changed)
{
	struct gh_norm norm;
	uint64_t unasked[GHIRBAL_SWITCHES] = {0}, repaired = 0;
	struct gh_pass pass = {.norm = &norm, .sink = {.data = out, .room = out ? room : 0},
	                       .text = text, .n = length,
	                       .changed = changed ? changed : unasked, .repaired = &repaired};
	ghirbal_status status;

	if (!normal || !size || (!text && length > 0))
		return GHIRBAL_MISUSE;
	gh_norm_init(&norm, normal, GHIRBAL_INVALID_REPLACE);
	gh_norm_read(&norm, text, length);
	status = run(&pass);
	*size = pass.sink.size;
	return status;
}
