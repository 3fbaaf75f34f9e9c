/* SPDX-License-Identifier: MIT */
/*
 * The shape of a line: what can be told of it without its neighbours and without any rule.
 *
 * Counts of kinds of words are taken from the head of the line only, so that a long paragraph,
 * which is seldom in doubt, costs little more than a short line.
 */
#ifndef GH_SHAPE_H
#define GH_SHAPE_H

#include "judge/lexicon.h"
#include "judge/sign.h"
#include "text/doc.h"

struct gh_shape {
	uint32_t marks;
	uint32_t words;          /* of the whole line */
	uint32_t sample;         /* words at its head that the next counts were taken from */
	uint16_t function, site, section, spam, policy, clitic, numbers, commas;
	uint16_t letters, latin, digits; /* of the head; letters counts all */
	uint32_t stem, stems;    /* in gh_shapes.stems: content words without affixes, hashed */
	uint64_t print[2];       /* of the stems: near copies have most bits in common */
	uint64_t copy;           /* of the bytes: equal for equal lines */
	/* of the key behind a leading number: equal for a heading and its entry */
	uint32_t name;
};

struct gh_shapes {
	ghirbal_allocator from;
	struct gh_shape *lines;  /* by gh_line.fate, so they stand while lines are taken out */
	size_t room;
	uint32_t *stems;
	size_t stems_count, stems_room;
	struct gh_lexicon *lexicon;
};

bool gh_shapes_init(struct gh_shapes *shapes, const ghirbal_allocator *from);
void gh_shapes_free(struct gh_shapes *shapes);

/* Looks at every line of doc; false for want of memory. */
bool gh_shapes_read(struct gh_shapes *shapes, const struct gh_doc *doc);

static inline const struct gh_shape *gh_shape(const struct gh_shapes *shapes,
                                              const struct gh_line *line)
{
	return &shapes->lines[line->fate];
}

#endif
