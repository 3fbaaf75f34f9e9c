/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "page.h"

#include <stdlib.h>

#include "ground/utf8.h"

/* Spans of one line that are told apart; a line of more is no text for people. */
#define RUNS_MOST 4096

void page_clear(struct page *page)
{
	page->text.size = page->words.size = 0;
	page->begin = page->size = 0;
	page->count = page->shown = 0;
	page->goes_on = false;
}

void page_free(struct page *page)
{
	bytes_free(&page->text);
	bytes_free(&page->words);
	free(page->marks);
	free(page->runs);
}

void page_feed(struct page *page, const char *text, size_t size, size_t most)
{
	size_t room = page->text.size < most ? most - page->text.size : 0;

	/* Nothing may follow on what is not held. */
	if (page->begin + page->text.size == page->size)
		bytes_add(&page->text, text, size < room ? size : room);
	page->size += size;
}

void page_mark(struct page *page, const ghirbal_removal *removal)
{
	struct mark *mark;

	if (removal->verdict == GHIRBAL_BLANK)
		return;
	ARRAY_GROW(page->marks, page->room, page->count + 1);
	mark = &page->marks[page->count++];
	*mark = (struct mark){.verdict = removal->verdict,
	                      .line = removal->line,
	                      .offset = removal->offset,
	                      .extent = removal->extent,
	                      .group = removal->group,
	                      .rule_file = removal->rule_file,
	                      .reason = removal->reason,
	                      .rule = removal->rule,
	                      .rule_line = removal->rule_line,
	                      .score = removal->score,
	                      .evidence = page->words.size};
	bytes_add(&page->words, removal->evidence, strlen(removal->evidence) + 1);
}

const char *page_evidence(const struct page *page, const struct mark *mark)
{
	return page->words.at + mark->evidence;
}

/* ---- one line ---- */

static void put_run(struct page *page, size_t at, const char *text, size_t size,
                    const struct mark *cut)
{
	page->runs[at].text = text;
	page->runs[at].size = size;
	page->runs[at].cut = cut;
}

static void make_room(struct page *page, size_t count)
{
	ARRAY_GROW(page->runs, page->runs_room, count);
}

/* A run is parted where a cut begins and ends in it; what an earlier cut took stays that one's. */
static size_t cut_run(struct page *page, size_t count, size_t i, const char *begin,
                      const char *end, const struct mark *cut)
{
	struct run_of_line run = page->runs[i];
	const char *run_end = run.text + run.size;
	size_t before, after, parts;

	if (run.cut || end <= run.text || begin >= run_end)
		return 1;
	begin = begin > run.text ? begin : run.text;
	end = end < run_end ? end : run_end;
	before = (size_t)(begin - run.text);
	after = (size_t)(run_end - end);
	parts = 1 + (size_t)(before > 0) + (size_t)(after > 0);
	make_room(page, count + 2);
	memmove(page->runs + i + parts, page->runs + i + 1, (count - i - 1) * sizeof run);
	if (before > 0)
		put_run(page, i++, run.text, before, NULL);
	put_run(page, i++, begin, (size_t)(end - begin), cut);
	if (after > 0)
		put_run(page, i, end, after, NULL);
	return parts;
}

static size_t cut_line(struct page *page, size_t count, const char *begin, const char *end,
                       const struct mark *cut)
{
	size_t i, parts;

	for (i = 0; i < count; i += parts) {
		parts = cut_run(page, count, i, begin, end, cut);
		count += parts - 1;
	}
	return count;
}

/* What became of the line, whose marks are the next ones. */
static void read_line(struct page *page, struct line *line)
{
	uint64_t start = page->begin + (uint64_t)(line->text - page->text.at);
	size_t count = 1;

	make_room(page, 1);
	put_run(page, 0, line->text, line->size, NULL);
	line->drop = NULL;
	for (; page->shown < page->count; page->shown++) {
		const struct mark *mark = &page->marks[page->shown];
		const char *begin = line->text + (ptrdiff_t)(mark->offset - start);

		if (mark->offset > start + line->size)
			break;
		if (mark->verdict == GHIRBAL_DROPPED)
			line->drop = mark;
		else if (count < RUNS_MOST)
			count = cut_line(page, count, begin, begin + mark->extent, mark);
	}
	line->runs = page->runs;
	line->count = count;
}

static size_t line_end_size(const char *text, size_t size)
{
	if (size == 0 || text[size - 1] != '\n')
		return 0;
	return size > 1 && text[size - 2] == '\r' ? 2 : 1;
}

/* ---- all lines ---- */

/* Shows [at, at + length) of the text, a line with its end or a piece of one. */
static void show_line(struct page *page, size_t at, size_t length, bool is_open, page_line *each,
                      void *context)
{
	struct line line = {
		.text = page->text.at + at, .goes_on = page->goes_on, .is_open = is_open};

	line.end_size = line_end_size(line.text, length);
	line.size = length - line.end_size;
	line.end = line.text + line.size;
	read_line(page, &line);
	page->goes_on = is_open;
	each(context, page, &line);
}

/* How much of the line that is not whole may be shown, ending between two characters. */
static size_t piece_of(const struct page *page, uint64_t until)
{
	size_t size = page->text.size;

	return until - page->begin < size
	               ? gh_utf8_cut(page->text.at, size, (size_t)(until - page->begin))
	               : size;
}

static void forget(struct page *page, size_t size)
{
	page->text.size -= size;
	memmove(page->text.at, page->text.at + size, page->text.size);
	page->begin += size;
	page->count -= page->shown;
	if (page->count > 0)
		memmove(page->marks, page->marks + page->shown,
		        page->count * sizeof *page->marks);
	page->shown = 0;
	if (page->count == 0)
		page->words.size = 0;
}

void page_show(struct page *page, uint64_t until, page_line *each, void *context)
{
	size_t at = 0, size = page->text.size;

	while (at < size) {
		const char *text = page->text.at + at;
		const char *newline = memchr(text, '\n', size - at);
		size_t length = newline ? (size_t)(newline - text) + 1 : size - at;

		if (page->begin + at + length > until)
			break;
		show_line(page, at, length, false, each, context);
		at += length;
	}
	if (at == 0 && size > 0) {
		at = piece_of(page, until);
		show_line(page, 0, at, true, each, context);
	}
	if (at > 0)
		forget(page, at);
}
