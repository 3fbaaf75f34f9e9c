/* SPDX-License-Identifier: MIT */
/* One pass of a text through the normaliser: where it is, and where its words and lines end. */
#ifndef GH_PASS_H
#define GH_PASS_H

#include <string.h>

#include "normal/edit.h"
#include "normal/mojibake.h"
#include "normal/norm.h"
#include "normal/sink.h"

struct gh_pass {
	const struct gh_norm *norm;
	struct gh_sink sink;
	const char *text;
	size_t n;
	size_t done; /* bytes of text whose result is in the sink; a word begins here */
	/* what is wrong with the line that ends at line_end: all of it, or the next span of it */
	struct gh_misreading span;
	size_t line_end;
	uint64_t *changed, *repaired;
	struct gh_edits *edits; /* the lines that are touched, if they are asked for */
	uint64_t tally[GH_SWITCH_COUNT]; /* what the fast path changed, to be added in the end */
	bool one_by_one; /* what is put between words matters, or where they begin */
};

static inline bool gh_pass_on(const struct gh_pass *pass, enum gh_switch which)
{
	return gh_switch_on(&pass->norm->normal, which);
}

static inline bool gh_pass_is_crlf(const struct gh_pass *pass, size_t at)
{
	return pass->text[at] == '\r' && at + 1 < pass->n && pass->text[at + 1] == '\n';
}

/* Words end at blanks and line ends: no step looks over these. */
static inline bool gh_pass_ends_word(const struct gh_pass *pass, size_t at)
{
	return at >= pass->n || gh_is_blank(pass->text[at]) || pass->text[at] == '\n' ||
	       gh_pass_is_crlf(pass, at);
}

static inline bool gh_pass_ends_line(const struct gh_pass *pass, size_t at)
{
	return at >= pass->n || pass->text[at] == '\n' || gh_pass_is_crlf(pass, at);
}

/* Of a pass with its norm, text and sink: sets what follows from the switches. */
static inline void gh_pass_begin(struct gh_pass *pass)
{
	pass->sink.single = gh_switch_choice(&pass->norm->normal, GH_BLANKS) == GH_BLANKS_ONE;
	pass->one_by_one = pass->sink.single || gh_pass_on(pass, GH_MOJIBAKE);
}

/*
 * Before the word at `at`: has its line judged, whether it or spans of it were decoded wrongly, and
 * says whether the word reaches into such a span.
 */
bool gh_pass_is_misread(struct gh_pass *pass, size_t at);

/*
 * Whether the word from begin to end, of which nothing is left, takes the blank behind it along: a
 * mark or a phrase that stood alone between blanks does, or they would be two.  What was not to be
 * seen did not part them.
 */
bool gh_pass_takes_blank(const struct gh_pass *pass, size_t begin, size_t end);

#endif
