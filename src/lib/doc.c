/* SPDX-License-Identifier: MIT */
#include "doc.h"

#include <string.h>

#include "fold.h"

void gh_doc_init(struct gh_doc *doc, const ghirbal_allocator *from)
{
	memset(doc, 0, sizeof *doc);
	doc->from = *from;
}

void gh_doc_free(struct gh_doc *doc)
{
	gh_release(&doc->from, doc->lines);
	gh_release(&doc->from, doc->keys);
	gh_doc_init(doc, &doc->from);
}

/* Blank means that nothing would be printed: ASCII blanks, controls and the UTF-8 no-break space. */
static bool is_blank(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] > ' ') {
			if (i + 1 < n && s[i] == '\xC2' && s[i + 1] == '\xA0')
				i++;
			else
				return false;
		}
	}
	return true;
}

bool gh_doc_refold(struct gh_doc *doc, struct gh_line *line)
{
	unsigned char *keys;

	keys = gh_array_grow(&doc->from, doc->keys, 1, &doc->keys_room,
	                     doc->keys_size + GH_FOLD_ROOM(line->length));
	if (!keys)
		return false;
	doc->keys = keys;
	line->key = doc->keys_size;
	line->key_length = gh_fold(line->text, line->length, keys + doc->keys_size);
	doc->keys_size += line->key_length;
	return true;
}

static bool add_line(struct gh_doc *doc, size_t start, size_t length, size_t end, size_t number)
{
	struct gh_line *lines, *line;

	lines = gh_array_grow(&doc->from, doc->lines, sizeof *lines, &doc->lines_room, doc->count + 1);
	if (!lines)
		return false;
	doc->lines = lines;
	line = &lines[doc->count++];
	line->text = doc->text + start;
	line->length = length;
	line->start = start;
	line->end = end;
	line->number = number;
	line->fate = doc->count - 1;
	return gh_doc_refold(doc, line);
}

bool gh_doc_read(struct gh_doc *doc, const char *text, size_t size, size_t *number, bool first)
{
	size_t start = 0;

	doc->text = text;
	doc->first = first;
	doc->count = doc->keys_size = 0;
	while (start < size && doc->count < GH_DOC_LINES) {
		const char *newline = memchr(text + start, '\n', size - start);
		size_t end = newline ? (size_t)(newline - text) + 1 : size;
		size_t length = end - start - (newline ? 1 : 0);

		if (newline && length > 0 && text[start + length - 1] == '\r')
			length--;
		if (!is_blank(text + start, length) && !add_line(doc, start, length, end, *number))
			return false;
		start = end;
		++*number;
	}
	doc->size = start;
	return true;
}
