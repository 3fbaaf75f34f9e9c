/* SPDX-License-Identifier: MIT */
#include "judge/matrix.h"

void gh_matrix_free(struct gh_matrix *matrix, const ghirbal_allocator *from)
{
	gh_release(from, matrix->cells);
}

bool gh_matrix_open(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t lines = (page->doc->count / GH_MARGIN + 1) * GH_MARGIN;

	if (!GH_GROW(&page->from, matrix->cells, matrix->room,
	             lines * (GH_EVIDENCE - GH_SHAPE_EVIDENCE)))
		return false;
	matrix->stride = lines;
	memset(matrix->told, 0, sizeof matrix->told);
	return true;
}

void gh_matrix_close(struct gh_matrix *matrix)
{
	size_t row;

	matrix->rows_count = 0;
	for (row = GH_SHAPE_EVIDENCE; row < GH_EVIDENCE; row++)
		if (matrix->told[row] || matrix->of_page[row])
			matrix->rows[matrix->rows_count++] = (unsigned char)row;
}

/* Both have whole margins of lines. */
static void add_column(int32_t *restrict sums, const int16_t *restrict column, int16_t weight,
                       size_t lines)
{
	size_t i, k;

	for (i = 0; i < lines; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++)
			sums[i + k] += weight * column[i + k];
}

void gh_matrix_weigh(const struct gh_matrix *matrix, struct gh_page *page,
                     const struct gh_weights *weights)
{
	size_t i, k, count = page->doc->count;
	int32_t of_page = 0;

	for (k = 0; k < matrix->rows_count; k++)
		of_page += weights->of[matrix->rows[k]] * matrix->of_page[matrix->rows[k]];
	for (i = 0; i < count; i++)
		page->score[i] = of_page + gh_shape_of(page, i)->worth;
	memset(page->score + count, 0, (matrix->stride - count) * sizeof *page->score);
	for (k = 0; k < matrix->rows_count; k++)
		if (matrix->told[matrix->rows[k]])
			add_column(page->score, gh_matrix_row(matrix, matrix->rows[k]),
			           weights->of[matrix->rows[k]], matrix->stride);
}
