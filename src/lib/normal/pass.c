/* SPDX-License-Identifier: MIT */
#include "normal/pass.h"

#include <string.h>

#include "ground/utf8.h"
#include "normal/letter.h"
#include "text/fold.h"

static bool is_seen(uint32_t cp)
{
	return gh_letter_class(cp) != GH_CLASS_INVISIBLE &&
	       gh_letter_class(cp) != GH_CLASS_JOINER && !gh_is_control(cp);
}

/* A line that begins at `at`, or is gone on with: the span, as offsets of the text. */
static void judge_line(struct gh_pass *pass, size_t at)
{
	const char *newline = memchr(pass->text + at, '\n', pass->n - at);
	enum gh_misread misread;

	pass->line_end = newline ? (size_t)(newline - pass->text) : pass->n;
	misread = gh_mojibake_judge(pass->text + at, pass->line_end - at, pass->norm->page);
	pass->span = (struct gh_misreading){misread, at, misread ? pass->line_end : at};
}

bool gh_pass_is_misread(struct gh_pass *pass, size_t at)
{
	size_t end;

	if (!gh_pass_on(pass, GH_MOJIBAKE))
		return false;
	if (at >= pass->line_end)
		judge_line(pass, at);
	if (at >= pass->span.to) {
		pass->span = gh_mojibake_find(pass->text + at, pass->line_end - at, 0,
		                              pass->norm->page);
		pass->span.from += at;
		pass->span.to += at;
	}
	if (!pass->span.misread)
		return false;
	for (end = at; end < pass->span.from && !gh_pass_ends_word(pass, end); end++)
		;
	return end >= pass->span.from;
}

bool gh_pass_takes_blank(const struct gh_pass *pass, size_t begin, size_t end)
{
	size_t at = begin;

	if (end >= pass->n || !gh_is_blank(pass->text[end]) ||
	    !(pass->sink.tail > 0 || begin == 0 || pass->text[begin - 1] == '\n'))
		return false;
	while (at < end) {
		uint32_t cp;

		at += gh_utf8_next(pass->text + at, end - at, &cp);
		if (is_seen(cp))
			return true;
	}
	return false;
}
