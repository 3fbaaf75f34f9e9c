/* SPDX-License-Identifier: MIT */
#include "text/doc.h"

#include <string.h>

/*
 * So many bytes are folded before their lines are looked at: they stay in the cache, and a part
 * that ends has folded little of the next in vain.
 */
#define STEP ((size_t)32 << 10)
#define ENDS (GH_FOLD_ENDS + 1024)

void gh_doc_init(struct gh_doc *doc, const ghirbal_allocator *from)
{
	const ghirbal_allocator kept = *from; /* it may be the document's own */

	memset(doc, 0, sizeof *doc);
	doc->from = kept;
	doc->fold = gh_fold_fastest();
	gh_fold_tables_fill(&doc->tables);
}

void gh_doc_free(struct gh_doc *doc)
{
	gh_release(&doc->from, doc->lines);
	gh_release(&doc->from, doc->keys);
	gh_doc_init(doc, &doc->from);
}

bool gh_is_blank_line(const char *s, size_t n)
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

/* Makes room for the keys of so many bytes of text. */
static bool reach_keys(struct gh_doc *doc, struct gh_folding *folding, size_t bytes)
{
	if (!GH_GROW(&doc->from, doc->keys, doc->keys_room,
	             folding->keys_size + GH_FOLD_ROOM(bytes) + GH_KEY_SLACK))
		return false;
	folding->keys = doc->keys;
	return true;
}

bool gh_doc_refold(struct gh_doc *doc, struct gh_line *line)
{
	struct gh_folding folding = {.text = line->text, .size = line->length,
	                             .keys_size = doc->keys_size + 1, .tables = &doc->tables};
	struct gh_fold_end none[GH_FOLD_ENDS];

	if (!reach_keys(doc, &folding, line->length))
		return false;
	folding.keys[doc->keys_size] = GH_KEY_LINE;
	while (folding.at < folding.size)
		doc->fold(&folding, folding.size, none, GH_FOLD_ENDS);
	line->memo.turn = 0;
	line->hash = 0;
	line->key = doc->keys_size + 1;
	doc->keys_size = folding.keys_size - (folding.keys[folding.keys_size - 1] == GH_KEY_BLANK);
	line->key_length = doc->keys_size - line->key;
	return true;
}

/* Where the line now being read begins. */
struct place {
	size_t text, key, number;
};

/* Makes room for so many lines. */
static bool reach_lines(struct gh_doc *doc, size_t count)
{
	return GH_GROW(&doc->from, doc->lines, doc->lines_room, doc->count + count);
}

/*
 * A line has been folded up to end, which is after its LF if it has one; the next begins there.
 * There is room for a line: it is entered if it is not blank, and the place of the next one
 * returned.
 */
static inline struct gh_line *end_line(const struct gh_doc *doc, struct gh_line *line,
                                       struct place *place, size_t end, size_t key_end,
                                       bool newline)
{
	const char *text = doc->text + place->text;
	size_t length = end - place->text - newline;

	length -= newline && length > 0 && text[length - 1] == '\r';
	/*
	 * All that gh_is_blank_line() knows folds to nothing, so it need not look at a line with a
	 * key.
	 */
	if (key_end > place->key || !gh_is_blank_line(text, length)) {
		/* Field by field: compilers clear a whole line before they set one. */
		line->text = text;
		line->length = length;
		line->start = place->text;
		line->end = end;
		line->key = place->key;
		line->key_length = key_end - place->key;
		line->number = place->number;
		line->hash = 0;
		line->memo = (struct gh_place){0, 0};
		line->outcome = (size_t)(line - doc->lines);
		line->documents = 0;
		line++;
	}
	*place = (struct place){end, key_end + 1, place->number + 1};
	return line;
}

/* Enters lines that end, as many as there is room for in a part. */
static void end_lines(struct gh_doc *doc, struct place *place, const struct gh_fold_end *ends,
                      size_t count)
{
	struct gh_line *line = doc->lines + doc->count;
	struct place at = *place;
	size_t i;

	for (i = 0; i < count && line < doc->lines + GH_DOC_LINES; i++)
		line = end_line(doc, line, &at, ends[i].text + 1, ends[i].key, true);
	*place = at;
	doc->count = (size_t)(line - doc->lines);
}

/* Folds one step of the text and enters the lines that end in it. */
static bool read_step(struct gh_doc *doc, struct gh_folding *folding, struct place *place)
{
	struct gh_fold_end ends[ENDS];
	size_t left = folding->size - folding->at, step = left < STEP ? left : STEP, count;

	if (!reach_keys(doc, folding, step))
		return false;
	folding->keys[0] = GH_KEY_LINE;
	count = doc->fold(folding, folding->at + step, ends, ENDS);
	if (!reach_lines(doc, count + 1))
		return false;
	end_lines(doc, place, ends, count);
	return true;
}

bool gh_doc_read(struct gh_doc *doc, const char *text, size_t size, size_t *number, bool first)
{
	struct gh_folding folding = {.text = text, .size = size, .keys_size = 1,
	                             .tables = &doc->tables};
	struct place place = {0, 1, *number};

	doc->text = text;
	doc->first = first;
	doc->count = 0;
	while (folding.at < size && doc->count < GH_DOC_LINES)
		if (!read_step(doc, &folding, &place))
			return false;
	if (place.text < size && doc->count < GH_DOC_LINES) {
		folding.keys_size -= folding.keys[folding.keys_size - 1] == GH_KEY_BLANK;
		doc->count = (size_t)(end_line(doc, doc->lines + doc->count, &place, size,
		                               folding.keys_size, false) - doc->lines);
	}
	doc->keys_size = folding.keys_size;
	doc->size = place.text;
	*number = place.number;
	return true;
}

/*
 * Two sums side by side, since each step of one waits for the step before; the last may see bytes
 * again.
 */
uint64_t gh_hash_body(struct gh_body body)
{
	const unsigned char *at = (const unsigned char *)body.at, *last;
	uint64_t even = body.length, odd = GH_WORD_FACTOR;
	size_t n = body.length;

	if (n < 8)
		return gh_stir(gh_stir(even, gh_word_head(at, n, n)), odd);
	last = at + n - 8;
	for (; n > 16; at += 16, n -= 16) {
		even = gh_stir(even, gh_eight(at));
		odd = gh_stir(odd, gh_eight(at + 8));
	}
	even = gh_stir(even, gh_eight(n > 8 ? at : last));
	odd = gh_stir(odd, gh_eight(last));
	return gh_stir(even, odd);
}
