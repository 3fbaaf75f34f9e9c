/* SPDX-License-Identifier: MIT */
/*
 * The numbers of a page's lines by the rows of weights.def: a column over the lines for each row that
 * the page has anything to say for, one number for those that are the same for all its lines.
 *
 * A number is GH_ONE for a yes and never below 0.
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
	unsigned char columns[GH_EVIDENCE]; /* the rows that have, as they were told */
	size_t columns_count;
	struct gh_sets sets;            /* of the page's lines */
};

void gh_matrix_free(struct gh_matrix *matrix, const ghirbal_allocator *from);

/* Empties it for the lines of a page; false for want of memory. */
bool gh_matrix_open(struct gh_matrix *matrix, const struct gh_page *page);

/* The product: adds up each line's numbers by their weights, with those of its shape, into page->score. */
void gh_matrix_weigh(const struct gh_matrix *matrix, struct gh_page *page,
                     const struct gh_weights *weights, enum gh_kernel kernel);

/* The numbers of a row: of each line if it is told, else one for all. */
static inline const int16_t *gh_matrix_row(const struct gh_matrix *matrix, size_t row)
{
	return matrix->told[row] ? matrix->cells + (row - GH_SHAPE_EVIDENCE) * matrix->stride
	                         : &matrix->of_page[row];
}

/* The column of a row that the page has anything to say for, of whole margins of lines. */
static inline int16_t *gh_matrix_column(struct gh_matrix *matrix, enum gh_evidence row)
{
	int16_t *column = matrix->cells + ((size_t)row - GH_SHAPE_EVIDENCE) * matrix->stride;

	if (matrix->told[row])
		return column;
	memset(column, 0, matrix->stride * sizeof *column);
	matrix->told[row] = true;
	matrix->columns[matrix->columns_count++] = (unsigned char)row;
	return column;
}

static inline void gh_tell(struct gh_matrix *matrix, enum gh_evidence row, size_t i, int16_t number)
{
	if (number)
		gh_matrix_column(matrix, row)[i] = number;
}

/* By eights, for the compiler to put into vectors. */
static inline void gh_fill(int16_t *column, size_t begin, size_t end, int16_t number)
{
	size_t k;

	for (; begin + 8 <= end; begin += 8)
		for (k = 0; k < 8; k++)
			column[begin + k] = number;
	for (; begin < end; begin++)
		column[begin] = number;
}

static inline void gh_tell_lines(struct gh_matrix *matrix, enum gh_evidence row, size_t begin,
                                 size_t end, int16_t number)
{
	if (number && begin < end)
		gh_fill(gh_matrix_column(matrix, row), begin, end, number);
}

#endif
