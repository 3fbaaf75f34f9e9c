/* SPDX-License-Identifier: MIT */
/*
 * The numbers of a page's lines by the rows of weights.def, and what they add up to by weight.  A
 * row that has a number for most lines is a column over them; what few lines have, or runs of lines
 * alike, is added up as it is told, and put into a column only where it will be asked for; and of
 * some rows there is one number for all lines.
 *
 * A number is GH_ONE for a yes and never below 0.  None is told twice of a line.
 */
#ifndef GH_MATRIX_H
#define GH_MATRIX_H

#include <string.h>

#include "judge/sets.h"
#include "judge/weights.h"

struct gh_matrix {
	int16_t *cells;                 /* two bytes a line for each row of the page */
	size_t room, stride;            /* of cells; lines from one column to the next */
	bool told[GH_EVIDENCE];         /* the row has a column; ... */
	int16_t of_page[GH_EVIDENCE];   /* ... of others, what is the same for all lines */
	unsigned char columns[GH_EVIDENCE]; /* the rows whose columns are weighed when all are told */
	size_t columns_count;
	int32_t *sums, *steps;          /* the others' by weight: of each line, and from one to the next */
	size_t sums_room;
	const struct gh_weights *weights;
	bool asked;                     /* the others have columns too */
	struct gh_sets sets;            /* of the page's lines */
};

void gh_matrix_free(struct gh_matrix *matrix, const ghirbal_allocator *from);

/* Empties it for the lines of a page; false for want of memory. */
bool gh_matrix_open(struct gh_matrix *matrix, const struct gh_page *page,
                    const struct gh_weights *weights, bool asked);

/* Adds up each line's numbers by their weights, with those of its shape, into page->score. */
void gh_matrix_weigh(const struct gh_matrix *matrix, struct gh_page *page, enum gh_kernel kernel);

/* The numbers of a row: of each line if it is told, else one for all. */
static inline const int16_t *gh_matrix_row(const struct gh_matrix *matrix, size_t row)
{
	return matrix->told[row] ? matrix->cells + (row - GH_SHAPE_EVIDENCE) * matrix->stride
	                         : &matrix->of_page[row];
}

/* The column of a row, of whole margins of lines. */
static inline int16_t *gh_matrix_note(struct gh_matrix *matrix, enum gh_evidence row)
{
	int16_t *column = matrix->cells + ((size_t)row - GH_SHAPE_EVIDENCE) * matrix->stride;

	if (matrix->told[row])
		return column;
	memset(column, 0, matrix->stride * sizeof *column);
	matrix->told[row] = true;
	return column;
}

/* An empty one, to be filled and weighed. */
static inline int16_t *gh_matrix_column(struct gh_matrix *matrix, enum gh_evidence row)
{
	matrix->columns[matrix->columns_count++] = (unsigned char)row;
	return gh_matrix_note(matrix, row);
}

/* A row whose numbers are told one by one. */
struct gh_row {
	int32_t *sums, weight;
	int16_t *column; /* NULL if nobody asks for it */
};

static inline struct gh_row gh_matrix_open_row(struct gh_matrix *matrix, enum gh_evidence row)
{
	return (struct gh_row){matrix->sums, matrix->weights->of[row],
	                       matrix->asked ? gh_matrix_note(matrix, row) : NULL};
}

static inline void gh_put(const struct gh_row *row, size_t i, int16_t number)
{
	row->sums[i] += row->weight * number;
	if (row->column)
		row->column[i] = number;
}

static inline void gh_tell(struct gh_matrix *matrix, enum gh_evidence row, size_t i, int16_t number)
{
	const struct gh_row opened = gh_matrix_open_row(matrix, row);

	gh_put(&opened, i, number);
}

static inline void gh_fill(int16_t *column, size_t begin, size_t end, int16_t number)
{
	for (; begin < end; begin++)
		column[begin] = number;
}

/* The same of the lines [begin, end). */
static inline void gh_tell_lines(struct gh_matrix *matrix, enum gh_evidence row, size_t begin,
                                 size_t end, int16_t number)
{
	int32_t part = matrix->weights->of[row] * number;

	if (!number || begin >= end)
		return;
	matrix->steps[begin] += part;
	matrix->steps[end] -= part;
	if (matrix->asked)
		gh_fill(gh_matrix_note(matrix, row), begin, end, number);
}

#endif
