/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "sheet.h"

#include <stdlib.h>

#include "ground/utf8.h"
#include "json.h"

#define RUN_HEAD 2048  /* bytes that are shown of a run too long to read, at its two ends */
#define RUN_TAIL 1024
#define LINE_MOST 16384 /* bytes of a line's runs, after which the rest is a number */
#define SAMPLE_MOST 240 /* bytes of a removal that a sample shows */

void sheet_clear(struct sheet *sheet)
{
	sheet->rows.size = sheet->notes.size = sheet->texts.size = 0;
	sheet->lines = sheet->lines_shown = 0;
	sheet->count = 0;
}

void sheet_free(struct sheet *sheet)
{
	bytes_free(&sheet->rows);
	bytes_free(&sheet->notes);
	bytes_free(&sheet->texts);
}

static void add_string(struct bytes *to, const char *text, size_t size)
{
	bytes_put(to, '"');
	json_quote_whole(to, text, size);
	bytes_put(to, '"');
}

static void add_cause(struct bytes *to, const struct mark *mark)
{
	if (mark->rule != GHIRBAL_NO_RULE) {
		bytes_number(to, mark->rule);
		return;
	}
	bytes_put(to, '"');
	json_quote_whole(to, mark->group, strlen(mark->group));
	bytes_put(to, '/');
	json_quote_whole(to, mark->reason, strlen(mark->reason));
	bytes_put(to, '"');
}

/* Cause, score in hundredths and evidence of a line that went. */
static void add_drop(struct bytes *to, const struct page *page, const struct mark *mark)
{
	double hundredths = mark->score * 100;

	add_cause(to, mark);
	bytes_format(to, ",%d,", (int)(hundredths < 0 ? hundredths - .5 : hundredths + .5));
	add_string(to, page_evidence(page, mark), strlen(page_evidence(page, mark)));
}

static void add_piece(struct bytes *to, const struct run_of_line *run, const char *text,
                      size_t size)
{
	if (run->cut)
		bytes_put(to, '[');
	add_string(to, text, size);
	if (run->cut) {
		bytes_put(to, ',');
		add_cause(to, run->cut);
		bytes_put(to, ']');
	}
}

/* Both ends of a run that nobody would read to its end. */
static void add_run(struct bytes *to, const struct run_of_line *run)
{
	size_t head = gh_utf8_cut(run->text, run->size, RUN_HEAD), tail;

	if (run->size <= RUN_HEAD + RUN_TAIL) {
		add_piece(to, run, run->text, run->size);
		return;
	}
	tail = gh_utf8_cut(run->text, run->size - 1, run->size - RUN_TAIL);
	add_piece(to, run, run->text, head);
	bytes_put(to, ',');
	bytes_number(to, tail - head);
	bytes_put(to, ',');
	add_piece(to, run, run->text + tail, run->size - tail);
}

static void add_runs(struct bytes *to, const struct line *line)
{
	size_t i, begin = to->size, left = line->size;

	for (i = 0; i < line->count; i++) {
		if (to->size - begin > LINE_MOST) {
			bytes_put(to, ',');
			bytes_number(to, left);
			return;
		}
		if (i > 0)
			bytes_put(to, ',');
		add_run(to, &line->runs[i]);
		left -= line->runs[i].size;
	}
}

static void add_row(struct bytes *to, const struct page *page, const struct line *line)
{
	bool whole = line->count == 1 && !line->runs->cut && line->size <= RUN_HEAD + RUN_TAIL;

	if (whole && !line->drop) {
		add_string(to, line->text, line->size);
	} else if (whole) {
		bytes_put(to, '[');
		add_string(to, line->text, line->size);
		bytes_put(to, ',');
		add_drop(to, page, line->drop);
		bytes_put(to, ']');
	} else {
		bytes_text(to, "{\"s\":[");
		add_runs(to, line);
		bytes_put(to, ']');
		if (line->drop) {
			bytes_text(to, ",\"d\":[");
			add_drop(to, page, line->drop);
			bytes_put(to, ']');
		}
		bytes_put(to, '}');
	}
	bytes_put(to, '\n');
}

static void add_note(struct sheet *sheet, const struct mark *mark, const char *text, size_t size)
{
	struct sheet_note note = {.group = mark->group,
	                          .reason = mark->reason,
	                          .rule = mark->rule,
	                          .line = mark->line,
	                          .text = sheet->texts.size,
	                          .size = gh_utf8_cut(text, size, SAMPLE_MOST)};

	bytes_add(&sheet->texts, text, note.size);
	bytes_add(&sheet->notes, &note, sizeof note);
	sheet->count++;
}

void sheet_line(struct sheet *sheet, const struct page *page, const struct line *line)
{
	size_t i;

	sheet->lines++;
	if (sheet->rows.size < SHEET_MOST) {
		add_row(&sheet->rows, page, line);
		sheet->lines_shown++;
	}
	for (i = 0; i < line->count; i++)
		if (line->runs[i].cut)
			add_note(sheet, line->runs[i].cut, line->runs[i].text, line->runs[i].size);
	if (line->drop)
		add_note(sheet, line->drop, line->text, line->size);
}

void sheet_close(struct sheet *sheet, struct bytes *to, const struct address *address,
                 uint64_t size, uint64_t left)
{
	struct sheet_head head = {.record = address->record,
	                          .document = address->document,
	                          .size = size,
	                          .left = left,
	                          .lines = sheet->lines,
	                          .lines_shown = sheet->lines_shown,
	                          .notes = sheet->count,
	                          .id = address->id.size,
	                          .url = address->url.size,
	                          .rows = sheet->rows.size,
	                          .texts = sheet->texts.size};
	size_t begin = to->size;

	bytes_add(to, &head, sizeof head);
	bytes_add(to, sheet->notes.at, sheet->notes.size);
	bytes_add(to, address->id.at, address->id.size);
	bytes_add(to, address->url.at, address->url.size);
	bytes_add(to, sheet->rows.at, sheet->rows.size);
	bytes_add(to, sheet->texts.at, sheet->texts.size);
	while ((to->size - begin) % sizeof(uint64_t) != 0)
		bytes_put(to, '\0');
	head.whole = to->size - begin;
	memcpy(to->at + begin, &head, sizeof head);
}

struct sheet_view sheet_read(const char *at)
{
	struct sheet_view view;

	view.head = (const struct sheet_head *)(const void *)at;
	view.notes = (const struct sheet_note *)(const void *)(at + sizeof *view.head);
	view.id = (const char *)(view.notes + view.head->notes);
	view.url = view.id + view.head->id;
	view.rows = view.url + view.head->url;
	view.texts = view.rows + view.head->rows;
	return view;
}
