/* SPDX-License-Identifier: MIT */
#include "judge/matrix.h"

#ifdef GH_HAVE_SSE2
#include <emmintrin.h>
#endif
#ifdef GH_HAVE_X86
#include <immintrin.h>
#endif

void gh_matrix_free(struct gh_matrix *matrix, const ghirbal_allocator *from)
{
	gh_release(from, matrix->cells);
	gh_release(from, matrix->sums);
	gh_sets_free(&matrix->sets, from);
}

bool gh_matrix_open(struct gh_matrix *matrix, const struct gh_page *page,
                    const struct gh_weights *weights, bool asked)
{
	size_t lines = (page->doc->count / GH_MARGIN + 1) * GH_MARGIN;

	if (!GH_GROW(&page->from, matrix->cells, matrix->room,
	             lines * (GH_EVIDENCE - GH_SHAPE_EVIDENCE)) ||
	    !GH_GROW(&page->from, matrix->sums, matrix->sums_room, 2 * lines) ||
	    !gh_sets_read(&matrix->sets, page))
		return false;
	matrix->stride = lines;
	matrix->steps = matrix->sums + lines;
	matrix->weights = weights;
	matrix->asked = asked;
	matrix->columns_count = 0;
	memset(matrix->told, 0, sizeof matrix->told);
	memset(matrix->sums, 0, 2 * lines * sizeof *matrix->sums);
	return true;
}

/* ---- the product ---- */

/* Two columns and their weights: products of pairs are added up at once. */
struct pair {
	const int16_t *columns[2];
	int16_t weights[2];
};

/* An odd column is paired with itself for nothing. */
static size_t pair_columns(const struct gh_matrix *matrix, struct pair *pairs)
{
	size_t k, n, count = matrix->columns_count;

	for (k = 0; k < count; k += 2)
		for (n = 0; n < 2; n++) {
			bool odd = k + n == count;
			size_t row = matrix->columns[odd ? k : k + n];

			pairs[k / 2].columns[n] = gh_matrix_row(matrix, row);
			pairs[k / 2].weights[n] = odd ? 0 : matrix->weights->of[row];
		}
	return (count + 1) / 2;
}

/* Adds up the numbers of a margin of lines from line i on, whose sums begin at sums. */
typedef void add_pairs(int32_t *sums, const struct pair *pair, const struct pair *end, size_t i);

static void add_portable(int32_t *sums, const struct pair *pair, const struct pair *end, size_t i)
{
	size_t k;

	for (; pair < end; pair++)
		for (k = 0; k < GH_MARGIN; k++)
			sums[k] += pair->weights[0] * pair->columns[0][i + k] +
			           pair->weights[1] * pair->columns[1][i + k];
}

#ifdef GH_HAVE_SSE2

static int both_weights(const struct pair *pair)
{
	int both;

	memcpy(&both, pair->weights, sizeof both);
	return both;
}

static void add_sse2(int32_t *sums, const struct pair *pair, const struct pair *end, size_t i)
{
	__m128i *out = (__m128i *)(void *)sums;
	__m128i sum[4];
	size_t k;

	for (k = 0; k < 4; k++)
		sum[k] = _mm_loadu_si128(out + k);
	for (; pair < end; pair++) {
		const __m128i *a = (const __m128i *)(const void *)(pair->columns[0] + i);
		const __m128i *b = (const __m128i *)(const void *)(pair->columns[1] + i);
		const __m128i weights = _mm_set1_epi32(both_weights(pair));

		for (k = 0; k < 2; k++) {
			__m128i x = _mm_loadu_si128(a + k), y = _mm_loadu_si128(b + k);

			sum[2 * k] = _mm_add_epi32(
				sum[2 * k], _mm_madd_epi16(_mm_unpacklo_epi16(x, y), weights));
			sum[2 * k + 1] = _mm_add_epi32(
				sum[2 * k + 1], _mm_madd_epi16(_mm_unpackhi_epi16(x, y), weights));
		}
	}
	for (k = 0; k < 4; k++)
		_mm_storeu_si128(out + k, sum[k]);
}

#endif

#ifdef GH_HAVE_X86

/*
 * Lines are interleaved by halves of eight, so each sum has the first four of one half and of the
 * other.
 */
GH_AVX2 static void add_avx2(int32_t *sums, const struct pair *pair, const struct pair *end,
                             size_t i)
{
	__m256i *out = (__m256i *)(void *)sums;
	__m256i low = _mm256_setzero_si256(), high = low;

	for (; pair < end; pair++) {
		const __m256i x = _mm256_loadu_si256((const void *)(pair->columns[0] + i));
		const __m256i y = _mm256_loadu_si256((const void *)(pair->columns[1] + i));
		const __m256i weights = _mm256_set1_epi32(both_weights(pair));

		low = _mm256_add_epi32(low,
		                       _mm256_madd_epi16(_mm256_unpacklo_epi16(x, y), weights));
		high = _mm256_add_epi32(high,
		                        _mm256_madd_epi16(_mm256_unpackhi_epi16(x, y), weights));
	}
	_mm256_storeu_si256(out, _mm256_add_epi32(_mm256_loadu_si256(out),
	                                          _mm256_permute2x128_si256(low, high, 0x20)));
	_mm256_storeu_si256(out + 1, _mm256_add_epi32(_mm256_loadu_si256(out + 1),
	                                              _mm256_permute2x128_si256(low, high, 0x31)));
}

#endif

static add_pairs *adder_of(enum gh_kernel kernel)
{
#ifdef GH_HAVE_X86
	if (kernel >= GH_KERNEL_AVX2)
		return add_avx2;
#endif
#ifdef GH_HAVE_SSE2
	if (kernel >= GH_KERNEL_SSE2)
		return add_sse2;
#endif
	(void)kernel;
	return add_portable;
}

void gh_matrix_weigh(const struct gh_matrix *matrix, struct gh_page *page, enum gh_kernel kernel)
{
	const struct gh_weights *weights = matrix->weights;
	add_pairs *add = adder_of(kernel);
	struct pair pairs[(GH_EVIDENCE - GH_SHAPE_EVIDENCE + 1) / 2];
	size_t i, k, count = page->doc->count, paired = pair_columns(matrix, pairs);
	int32_t sum = 0;

	for (k = GH_PAGE_EVIDENCE; k < GH_PAGE_EVIDENCE_END; k++)
		sum += weights->of[k] * matrix->of_page[k];
	for (i = 0; i < count; i++) {
		sum += matrix->steps[i];
		page->score[i] = sum + matrix->sums[i] + gh_shape_of(page, i)->worth;
	}
	memset(page->score + count, 0, (matrix->stride - count) * sizeof *page->score);
	for (i = 0; i < count; i += GH_MARGIN)
		add(page->score + i, pairs, pairs + paired, i);
}
