/* SPDX-License-Identifier: MIT */
/*
 * The shapes of a document's lines.
 *
 * They are read once, whatever lines are taken out later.  Those of lines in the memo (text/memo.h)
 * are remembered.
 */
#ifndef GH_SHAPES_H
#define GH_SHAPES_H

#include "judge/kind.h"
#include "judge/weights.h"
#include "judge/table.h"
#include "text/doc.h"

/* One line of the document; by gh_line.outcome, so that they stand while lines are taken out. */
struct gh_shaped {
	struct gh_shape shape;
	uint32_t stem;  /* its first, in gh_shapes.stems */
	/* of prose: the stems that can support other lines (support.h), once they are asked for */
	uint32_t support, supports;
	bool headed;    /* beside those of its shape */
	uint32_t copy;  /* the first line with the same bytes, but for blanks at the ends */
	uint32_t name;  /* the first line with the same name */
	uint32_t again; /* GH_IS_COPIED, GH_IS_ECHO: whether others of the document have either */
};

struct gh_shapes {
	ghirbal_allocator from;
	struct gh_shaped *lines;
	size_t count, room;
	uint32_t *stems;
	size_t stems_count, stems_room;
	struct gh_lexemes *lexemes; /* borrowed */
	struct gh_prices prices;
	const struct gh_weights *weights; /* of traits */
	struct gh_remembered_shapes *remembered;
	struct gh_table table;   /* of copies and names */
};

bool gh_shapes_init(struct gh_shapes *shapes, const ghirbal_allocator *from,
                    struct gh_lexemes *lexemes);

/* Sets other weights, which must stay in place; those of weights.def hold until then. */
void gh_shapes_weigh(struct gh_shapes *shapes, const struct gh_weights *weights);
void gh_shapes_free(struct gh_shapes *shapes);

#define GH_UNASKED UINT32_MAX

/* Looks at every line of doc; false for want of memory. */
bool gh_shapes_read(struct gh_shapes *shapes, const struct gh_doc *doc);

#endif
