/* SPDX-License-Identifier: MIT */
#include "judge/shapes.h"

#include <limits.h>
#include <string.h>

#include "judge/trait.h"
#include "text/memo.h"

#define NAMES (UINT64_C(0x6E616D65) << 32) /* keeps names apart from copies in one table */

/* Of the lines in the memo, by place. */
struct gh_remembered_shapes {
	uint32_t turns[GH_MEMO_LINES];
	struct {
		struct gh_shape shape;
		uint32_t stems[GH_SHAPE_STEMS];
	} lines[GH_MEMO_LINES];
};

bool gh_shapes_init(struct gh_shapes *shapes, const ghirbal_allocator *from,
                    struct gh_lexemes *lexemes)
{
	memset(shapes, 0, sizeof *shapes);
	shapes->from = *from;
	shapes->lexemes = lexemes;
	gh_prices_fill(&shapes->prices);
	shapes->remembered = gh_resize(from, NULL, sizeof *shapes->remembered);
	if (!shapes->remembered)
		return false;
	gh_shapes_weigh(shapes, &gh_trained_weights);
	return true;
}

void gh_shapes_free(struct gh_shapes *shapes)
{
	gh_release(&shapes->from, shapes->remembered);
	gh_table_free(&shapes->table, &shapes->from);
	gh_release(&shapes->from, shapes->lines);
	gh_release(&shapes->from, shapes->stems);
}

void gh_shapes_weigh(struct gh_shapes *shapes, const struct gh_weights *weights)
{
	shapes->weights = weights;
	memset(shapes->remembered->turns, 0, sizeof shapes->remembered->turns);
}

/* ---- lines with the same bytes ---- */

/*
 * Of lines with one hash only those are copies that have the bytes of the first; one that was made
 * to have the hash and has others is a copy of nothing.
 */
static uint32_t first_copy(struct gh_shapes *shapes, const struct gh_doc *doc, size_t i)
{
	const struct gh_line *line = &doc->lines[i];
	uint32_t *first = gh_table_enter(
		&shapes->table, line->hash ? line->hash : gh_hash_body(gh_line_body(line)));
	struct gh_body b, other;
	uint32_t copied;

	if (*first == 0) {
		*first = (uint32_t)i + 1;
		return (uint32_t)line->outcome;
	}
	b = gh_line_body(line);
	other = gh_line_body(&doc->lines[*first - 1]);
	if (other.length != b.length || memcmp(other.at, b.at, b.length) != 0)
		return (uint32_t)line->outcome;
	copied = (uint32_t)doc->lines[*first - 1].outcome;
	shapes->lines[line->outcome].again |= GH_IS_COPIED | GH_IS_ECHO;
	shapes->lines[copied].again |= GH_IS_COPIED | GH_IS_ECHO;
	return copied;
}

static uint32_t first_named(struct gh_shapes *shapes, const struct gh_shaped *line,
                            uint32_t outcome)
{
	uint32_t *first = gh_table_enter(&shapes->table, NAMES | line->shape.name);

	if (*first == 0) {
		*first = outcome + 1;
		return outcome;
	}
	shapes->lines[outcome].again |= GH_IS_ECHO;
	shapes->lines[*first - 1].again |= GH_IS_ECHO;
	return *first - 1;
}

/* ---- the whole ---- */

/* By four, since both have room for all that there can be: most lines have only a few. */
static void copy_stems(uint32_t *to, const uint32_t *from, size_t count)
{
	size_t i;

	for (i = 0; i < count; i += 4)
		memcpy(to + i, from + i, 4 * sizeof *to);
}

static bool recall(const struct gh_shapes *shapes, const struct gh_line *line,
                   struct gh_shape *shape, uint32_t *stems)
{
	size_t at = line->memo.at;

	if (!gh_is_remembered(line, shapes->remembered->turns[at]))
		return false;
	*shape = shapes->remembered->lines[at].shape;
	copy_stems(stems, shapes->remembered->lines[at].stems, shape->stems);
	return true;
}

static void remember(struct gh_shapes *shapes, const struct gh_line *line,
                     const struct gh_shape *shape, const uint32_t *stems)
{
	size_t at = line->memo.at;

	if (!gh_has_memo(line))
		return;
	shapes->remembered->turns[at] = line->memo.turn;
	shapes->remembered->lines[at].shape = *shape;
	copy_stems(shapes->remembered->lines[at].stems, stems, shape->stems);
}

static void read_shape(struct gh_shapes *shapes, const struct gh_doc *doc,
                       const struct gh_line *line, struct gh_shape *shape, uint32_t *stems)
{
	if (recall(shapes, line, shape, stems))
		return;
	gh_shape_read(shape, shapes->lexemes, &shapes->prices, line, gh_line_key(doc, line), stems);
	shape->worth = gh_worth_of(shape, shapes->weights);
	shape->facts = gh_facts_of(shape);
	shape->length = (unsigned char)(shape->words < UCHAR_MAX ? shape->words : UCHAR_MAX);
	shape->kind = (unsigned char)gh_kind_of(shape, line->text, line->length);
	remember(shapes, line, shape, stems);
}

static void read_line(struct gh_shapes *shapes, const struct gh_doc *doc, size_t i)
{
	const struct gh_line *line = &doc->lines[i];
	struct gh_shaped *shaped = &shapes->lines[line->outcome];

	read_shape(shapes, doc, line, &shaped->shape, shapes->stems + shapes->stems_count);
	shaped->stem = (uint32_t)shapes->stems_count;
	shaped->support = GH_UNASKED;
	shaped->again = 0;
	shapes->stems_count += shaped->shape.stems;
	shaped->copy = first_copy(shapes, doc, i);
	if (shaped->copy != line->outcome)
		shaped->name = shapes->lines[shaped->copy].name;
	else
		shaped->name = first_named(shapes, shaped, (uint32_t)line->outcome);
}

/* The shape of a line and its first stems, as most have no more. */
static void fetch(const struct gh_shapes *shapes, const struct gh_line *line)
{
	if (gh_has_memo(line))
		gh_fetch(&shapes->remembered->lines[line->memo.at], sizeof(struct gh_shape) + 64);
}

bool gh_shapes_read(struct gh_shapes *shapes, const struct gh_doc *doc)
{
	size_t i, count = doc->count > 0 ? doc->lines[doc->count - 1].outcome + 1 : 0;

	if (!GH_GROW(&shapes->from, shapes->lines, shapes->room, count))
		return false;
	shapes->count = count;
	shapes->stems_count = 0;
	if (!gh_table_empty(&shapes->table, &shapes->from, 2 * doc->count))
		return false;
	for (i = 0; i < doc->count; i++) {
		if (!GH_GROW(&shapes->from, shapes->stems, shapes->stems_room,
		             shapes->stems_count + GH_SHAPE_STEMS))
			return false;
		if (i + GH_AHEAD < doc->count)
			fetch(shapes, &doc->lines[i + GH_AHEAD]);
		read_line(shapes, doc, i);
	}
	return true;
}
