/* SPDX-License-Identifier: MIT */
#include "text/memo.h"

#include <string.h>

struct gh_memo {
	struct {
		uint32_t turn;   /* how many lines took the place; 0: none yet */
		uint16_t length; /* of its text */
		uint16_t heard;  /* of the hash of the last line that came in vain */
	} places[GH_MEMO_LINES];
	char texts[GH_MEMO_LINES][GH_MEMO_BYTES];
};

struct gh_memo *gh_memo_new(const ghirbal_allocator *from)
{
	struct gh_memo *memo = gh_resize(from, NULL, sizeof *memo);

	if (memo)
		memset(memo->places, 0, sizeof memo->places);
	return memo;
}

void gh_memo_free(const ghirbal_allocator *from, struct gh_memo *memo)
{
	gh_release(from, memo);
}

static struct gh_place find_place(struct gh_memo *memo, const struct gh_line *line)
{
	size_t at = line->hash % GH_MEMO_LINES;
	uint16_t heard = (uint16_t)(line->hash >> 48);

	if (line->length > GH_MEMO_BYTES)
		return (struct gh_place){0, 0};
	if (memo->places[at].length == line->length &&
	    memcmp(memo->texts[at], line->text, line->length) == 0)
		return (struct gh_place){(uint32_t)at, memo->places[at].turn};
	if (memo->places[at].turn > 0 && memo->places[at].heard != heard) {
		memo->places[at].heard = heard;
		return (struct gh_place){0, 0};
	}
	memo->places[at].turn++;
	memo->places[at].length = (uint16_t)line->length;
	memcpy(memo->texts[at], line->text, line->length);
	return (struct gh_place){(uint32_t)at, memo->places[at].turn};
}

/* Hashes the line, and has its place at hand when it will be looked at. */
static void approach(const struct gh_memo *memo, struct gh_line *line)
{
	if (line->length > GH_MEMO_BYTES)
		return;
	line->hash = gh_hash_body(gh_line_body(line));
	gh_fetch(&memo->places[line->hash % GH_MEMO_LINES], 1);
	gh_fetch(memo->texts[line->hash % GH_MEMO_LINES], line->length);
}

void gh_memo_lines(struct gh_memo *memo, struct gh_doc *doc)
{
	size_t i, ahead = 0;

	for (i = 0; i < doc->count; i++) {
		for (; ahead < doc->count && ahead <= i + GH_AHEAD; ahead++)
			approach(memo, &doc->lines[ahead]);
		doc->lines[i].memo = find_place(memo, &doc->lines[i]);
	}
}
