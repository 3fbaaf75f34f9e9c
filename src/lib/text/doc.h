/* SPDX-License-Identifier: MIT */
/*
 * A document, or a part of a long one: its bytes, its lines and their folded keys.
 *
 * Only lines with something on them are kept in the table; blank ones are the gaps between.
 */
#ifndef GH_DOC_H
#define GH_DOC_H

#include "base/buf.h"
#include "text/fold.h"

/*
 * A part ends at this many lines, so that a document of empty words cannot cost more than its
 * bytes.
 */
#define GH_DOC_LINES 65536

/* Where a line is in the memo (memo.h): turn is 0 if it is not. */
struct gh_place {
	uint32_t at, turn;
};

struct gh_line {
	/* where its bytes are: in the document, or in a copy with a span cut out */
	const char *text;
	size_t length;     /* bytes, without LF and without a CR before it */
	size_t start, end; /* byte offsets in the document, from its first byte to after its LF */
	size_t key;        /* offset in keys */
	size_t key_length; /* bytes, which are code points; 0 for a line of signs only */
	/* from 1, blank lines counted; never evidence, since removal changes it */
	size_t number;
	uint64_t hash;     /* of its body, unless it is 0 */
	struct gh_place memo;
	size_t outcome;       /* the sieve's: its place in the table of what became of each line */
	uint32_t documents;/* of the site in which it stands too, by the site memory; 0: not known */
};

struct gh_doc {
	ghirbal_allocator from;
	const char *text; /* borrowed */
	size_t size;       /* bytes of text that are laid out */
	struct gh_line *lines;
	size_t count, lines_room;
	unsigned char *keys; /* of all lines, blank ones too, one after another */
	size_t keys_size, keys_room;
	gh_fold_kernel *fold; /* the fastest there is */
	struct gh_fold_tables tables;
	uint32_t site_documents; /* of the site that the site memory knows; 0: it does not know the site */
	bool first;        /* this part begins the document: its first line may be the headline */
};

void gh_doc_init(struct gh_doc *doc, const ghirbal_allocator *from);

/*
 * Lays out text, which must stay in place, up to its GH_DOC_LINES-th line that is not blank;
 * *number is its first line's number and becomes that of the line after the last.  doc->size tells
 * how much was taken.
 */
bool gh_doc_read(struct gh_doc *doc, const char *text, size_t size, size_t *number, bool first);

/*
 * Folds line's text, changed since the document was read, into a new key; the memo knows it no
 * more.
 */
bool gh_doc_refold(struct gh_doc *doc, struct gh_line *line);

void gh_doc_free(struct gh_doc *doc);

/*
 * Blank means that nothing would be printed: ASCII blanks, controls and the UTF-8 no-break space.
 */
bool gh_is_blank_line(const char *text, size_t length);

/* A line's bytes without the blanks at its ends. */
struct gh_body {
	const char *at;
	size_t length;
};

static inline struct gh_body gh_line_body(const struct gh_line *line)
{
	struct gh_body b = {line->text, line->length};

	while (b.length > 0 && (b.at[0] == ' ' || b.at[0] == '\t'))
		b.at++, b.length--;
	while (b.length > 0 && (b.at[b.length - 1] == ' ' || b.at[b.length - 1] == '\t'))
		b.length--;
	return b;
}

uint64_t gh_hash_body(struct gh_body body);

static inline const unsigned char *gh_line_key(const struct gh_doc *doc, const struct gh_line *line)
{
	return doc->keys + line->key;
}

#endif
