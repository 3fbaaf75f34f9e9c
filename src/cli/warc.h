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

struct warc {
	bool damaged;    /* then only end is set: where the next record begins */
	size_t header;   /* where the header ends and the body begins */
	size_t body;     /* where the body ends */
	size_t end;      /* where the record does, blank lines included */
	struct slice type, content_type, url, date, id, language;
};

enum warc_result { WARC_WHOLE, WARC_UNFINISHED };

/*
 * Reads the record that begins at text.  WARC_UNFINISHED: there may be no use in asking again
 * before there are *need bytes; header and body are set if the header was whole, else 0.  end: no
 * more bytes will follow.  A record whose length leads past most bytes is damaged if another begins
 * before that.
 */
enum warc_result warc_read(struct warc *warc, const char *text, size_t size, size_t most, bool end,
                           size_t *need);

/* Where the first record begins that does so after from, or size if none does. */
size_t warc_next(const char *text, size_t size, size_t from);

/* The header with another length and without the digests, which are no longer true. */
void warc_header(struct bytes *to, const char *header, size_t size, size_t length);

/* A record of plain text made out of a page. */
bool warc_is_text(const struct warc *warc);

#endif
