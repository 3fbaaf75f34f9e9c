/* SPDX-License-Identifier: MIT */
/*
 * WARC records, ISO 28500: a version line, header lines, a blank line, Content-Length bytes and a
 * blank line twice over.  The length is trusted and never a marker, since a page may quote one;
 * markers only tell where to go on after damage.
 */
#ifndef WARC_H
#define WARC_H

#include "bytes.h"

struct slice {
	const char *at; /* NULL if there is no such header */
	size_t size;
};

enum warc_kind {
	WARC_RECORD,
	WARC_DAMAGED,    /* up to where the next record begins; only end is set */
	WARC_BLANK,      /* blank lines between two records, as many as are there; only end is set */
	WARC_LONG,       /* more than most bytes: header and body are set, and no byte of it is known */
	WARC_UNFINISHED  /* too few bytes to say; a header that is whole is set, else it is 0 */
};

struct warc {
	size_t header;   /* where the header ends and the body begins */
	size_t body;     /* where the body ends */
	size_t end;      /* where the record does, blank lines included */
	struct slice type, content_type, url, date, id, language;
};

/* A header is no longer than this, and most no smaller than WARC_MOST_LEAST. */
#define WARC_HEADER_MOST ((size_t)64 << 10)
/* Bytes after a body that tell whether the record ends there: blank lines, or a marker. */
#define WARC_AHEAD 16
#define WARC_MOST_LEAST (WARC_HEADER_MOST + WARC_AHEAD)

/*
 * Reads what begins at text.  What it is depends on the bytes and never on how many of them are
 * there: with too few it is WARC_UNFINISHED, and asking again is of no use before there are *need.
 * end: no more bytes will follow.  A body is trusted to be as long as it says if its record has no
 * more than most bytes, and beyond that if no other record begins in these.
 */
enum warc_kind warc_read(struct warc *warc, const char *text, size_t size, size_t most, bool end,
                         size_t *need);

/*
 * Past the blank lines after a body that ends at i, of which one is enough where another record
 * follows.  0: none follow.  SIZE_MAX: there are too few bytes to say.
 */
size_t warc_trailer(const char *text, size_t size, size_t i, bool end);

/* Where the first record begins that does so after from, or size if none does. */
size_t warc_next(const char *text, size_t size, size_t from);

/* The header with another length and without the digests, which are no longer true. */
void warc_header(struct bytes *to, const char *header, size_t size, size_t length);

/* A record of plain text made out of a page. */
bool warc_is_text(const struct warc *warc);

#endif
