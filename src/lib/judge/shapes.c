/* SPDX-License-Identifier: MIT */
#include "judge/shapes.h"

#include <string.h>

#include "judge/memo.h"
#include "judge/trait.h"

#define NAMES (UINT64_C(0x6E616D65) << 32) /* keeps names apart from copies in one table */

bool gh_shapes_init(struct gh_shapes *shapes, const ghirbal_allocator *from)
{
	memset(shapes, 0, sizeof *shapes);
	shapes->from = *from;
	shapes->lexicon = gh_lexicon_new(from);
	shapes->memo = gh_memo_new(from);
	shapes->weights = &gh_trained_weights;
	return shapes->lexicon && shapes->memo;
}

void gh_shapes_free(struct gh_shapes *shapes)
{
	gh_lexicon_free(&shapes->from, shapes->lexicon);
	gh_memo_free(&shapes->from, shapes->memo);
	gh_table_free(&shapes->table, &shapes->from);
	gh_release(&shapes->from, shapes->lines);
	gh_release(&shapes->from, shapes->stems);
}

void gh_shapes_weigh(struct gh_shapes *shapes, const struct gh_weights *weights)
{
	shapes->weights = weights;
	gh_memo_clear(shapes->memo);
}

/* ---- lines with the same bytes ---- */

struct bytes {
	const char *at;
	size_t length;
};

static struct bytes without_blanks(const struct gh_line *line)
{
	struct bytes b = {line->text, line->length};

	while (b.length > 0 && (b.at[0] == ' ' || b.at[0] == '\t'))
		b.at++, b.length--;
	while (b.length > 0 && (b.at[b.length - 1] == ' ' || b.at[b.length - 1] == '\t'))
		b.length--;
	return b;
}

static uint64_t hash_of(struct bytes b)
{
	const unsigned char *at = (const unsigned char *)b.at;
	uint64_t h = b.length;
	size_t n;

	for (n = b.length; n >= 8; at += 8, n -= 8)
		h = gh_stir(h, gh_eight(at));
	h = gh_stir(h, gh_word_head(at, n, n));
	return h ^ h >> 31;
}

/*
 * Of lines with one hash only those are copies that have the bytes of the first; one that was made
 * to have the hash and has others is a copy of nothing.
 */
static uint32_t first_copy(struct gh_shapes *shapes, const struct gh_doc *doc, size_t i,
                           struct bytes b, uint64_t hash)
{
	uint32_t fate = (uint32_t)doc->lines[i].fate, *first = gh_table_enter(&shapes->table, hash);
	struct bytes other;

	if (*first == 0)
		*first = (uint32_t)i + 1;
	other = without_blanks(&doc->lines[*first - 1]);
	if (other.length != b.length || memcmp(other.at, b.at, b.length) != 0)
		return fate;
	return (uint32_t)doc->lines[*first - 1].fate;
}

static uint32_t first_named(struct gh_shapes *shapes, const struct gh_shaped *line, uint32_t fate)
{
	uint32_t *first = gh_table_enter(&shapes->table, NAMES | line->shape.name);

	if (*first == 0)
		*first = fate + 1;
	return *first - 1;
}

/* ---- the whole ---- */

static int32_t worth_of(const struct gh_shapes *shapes, const struct gh_shape *shape)
{
	int16_t values[GH_EVIDENCE_ROOM] = {0};

	gh_traits_of(shape, values);
	return gh_weigh(shapes->weights, values);
}

static void read_line(struct gh_shapes *shapes, const struct gh_doc *doc, size_t i)
{
	const struct gh_line *line = &doc->lines[i];
	struct gh_shaped *shaped = &shapes->lines[line->fate];
	uint32_t *stems = shapes->stems + shapes->stems_count;
	struct bytes b = without_blanks(line);
	uint64_t hash = hash_of(b);

	if (!gh_memo_recall(shapes->memo, hash, line->text, line->length, &shaped->shape, stems)) {
		gh_shape_read(&shaped->shape, shapes->lexicon, line->text, line->length,
		              gh_line_key(doc, line), line->key_length, stems);
		shaped->shape.worth = worth_of(shapes, &shaped->shape);
		gh_memo_keep(shapes->memo, hash, line->text, line->length, &shaped->shape, stems);
	}
	shaped->stem = (uint32_t)shapes->stems_count;
	shaped->support = GH_UNASKED;
	shapes->stems_count += shaped->shape.stems;
	shaped->copy = first_copy(shapes, doc, i, b, hash);
	shaped->name = first_named(shapes, shaped, (uint32_t)line->fate);
}

bool gh_shapes_read(struct gh_shapes *shapes, const struct gh_doc *doc)
{
	size_t i, count = doc->count > 0 ? doc->lines[doc->count - 1].fate + 1 : 0;
	struct gh_shaped *lines;

	lines = gh_array_grow(&shapes->from, shapes->lines, sizeof *lines, &shapes->room, count);
	if (!lines)
		return false;
	shapes->lines = lines;
	shapes->count = count;
	shapes->stems_count = 0;
	if (!gh_table_empty(&shapes->table, &shapes->from, 2 * doc->count))
		return false;
	for (i = 0; i < doc->count; i++) {
		uint32_t *stems = gh_array_grow(&shapes->from, shapes->stems, sizeof *stems,
		                                &shapes->stems_room,
		                                shapes->stems_count + GH_SHAPE_STEMS);

		if (!stems)
			return false;
		shapes->stems = stems;
		read_line(shapes, doc, i);
	}
	return true;
}
