/* SPDX-License-Identifier: MIT */
/*
 * One document as the report shows it: a JSON value for each line, and its removals for the samples
 * by cause.  A worker writes it behind those of the batch; whoever draws the sample reads it there.
 *
 * A line is a string if it stays as it was; [text, cause, score, evidence] if it went; else an
 * object with its runs "s", each a string that stays, [text, cause] that was cut out or the number
 * of bytes that are not shown, and if the rest of it went "d", [cause, score, evidence].  A cause
 * is a rule's number or "group/reason".
 */
#ifndef SHEET_H
#define SHEET_H

#include "address.h"
#include "page.h"

#define SHEET_MOST ((size_t)256 << 10) /* bytes of a document that a sheet shows at most */

struct sheet_note {
	const char *group, *reason;
	size_t rule;
	uint64_t line;
	size_t text, size;            /* in the sheet's texts */
};

/* Its parts follow it: notes, id, url, rows (each ended by a newline) and texts. */
struct sheet_head {
	size_t whole;                 /* bytes of the sheet, this head included */
	uint64_t record, document, size, left, lines, lines_shown;
	size_t notes, id, url, rows, texts; /* bytes; of notes, how many */
};

/* A sheet that is being written. */
struct sheet {
	struct bytes rows, notes, texts;
	uint64_t lines, lines_shown;
	size_t count;
};

struct sheet_view {
	const struct sheet_head *head;
	const struct sheet_note *notes;
	const char *id, *url, *rows, *texts;
};

void sheet_clear(struct sheet *sheet);
void sheet_free(struct sheet *sheet);
void sheet_line(struct sheet *sheet, const struct page *page, const struct line *line);

/* Adds the sheet, of a document of size bytes of which left were not held, to the batch's. */
void sheet_close(struct sheet *sheet, struct bytes *to, const struct address *address,
                 uint64_t size, uint64_t left);

/* Reads the sheet that begins at at, aligned as malloc() does. */
struct sheet_view sheet_read(const char *at);

#endif
