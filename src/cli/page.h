/* SPDX-License-Identifier: MIT */
/*
 * A document as it came in, with what was removed of it, line by line: for people who want to see
 * removals in their place.
 */
#ifndef PAGE_H
#define PAGE_H

#include "bytes.h"
#include "ghirbal.h"

/* A removal kept after it was told. */
struct mark {
	ghirbal_verdict verdict;
	uint64_t line, offset, extent;
	const char *group, *rule_file, *reason; /* of the rules and of the library: they stay */
	size_t rule, rule_line;
	double score;
	size_t evidence;              /* where its words, a string, begin in page.words */
};

struct page {
	struct bytes text;            /* as far as it is held */
	uint64_t begin;               /* offset in the document of its first byte */
	uint64_t size;                /* of the document so far */
	struct mark *marks;
	size_t count, room;
	size_t shown;                 /* marks that lie before the text */
	bool goes_on;                 /* the text begins inside a line of which a piece was shown */
	struct bytes words;
	struct run_of_line *runs;     /* room for one line */
	size_t runs_room;
};

/* A run of bytes of one line, kept or removed in one go. */
struct run_of_line {
	const char *text;
	size_t size;
	const struct mark *cut;       /* that took it, or NULL */
};

struct line {
	const struct run_of_line *runs;
	size_t count;
	const char *text;             /* all of it, without its end */
	size_t size;
	const struct mark *drop;      /* that took what no cut had taken, or NULL */
	const char *end;              /* its end: "\n", "\r\n" or "" */
	size_t end_size;
	/* It is a piece of a line too long to hold, not its first or not its last. */
	bool goes_on, is_open;
};

typedef void page_line(void *context, const struct page *page, const struct line *line);

void page_clear(struct page *page);
void page_free(struct page *page);

/* Text of the document, of which most bytes are held; the others are counted. */
void page_feed(struct page *page, const char *text, size_t size, size_t most);
void page_mark(struct page *page, const ghirbal_removal *removal);

/*
 * Calls each for every line that ends at most at this offset in the document, and forgets them.  If
 * there is none the beginning of a line is shown: the caller asks only for what is decided, and a
 * line that is longer than may be held is not judged.
 */
void page_show(struct page *page, uint64_t until, page_line *each, void *context);

const char *page_evidence(const struct page *page, const struct mark *mark);

#endif
