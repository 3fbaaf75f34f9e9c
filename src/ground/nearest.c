/* SPDX-License-Identifier: MIT */
#include "ground/nearest.h"

#define LONGEST 64 /* a longer word is no name */
#define NEAR 2

/* Letters put in, left out, exchanged or swapped between a and b (Damerau 1964). */
static size_t slips_between(const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t rows[3][LONGEST + 1], i, j;
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (j = 0; j <= b_size; j++)
		last[j] = j;
	for (i = 1; i <= a_size; i++) {
		size_t *spare = before;

		now[0] = i;
		for (j = 1; j <= b_size; j++) {
			size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);

			if (last[j] + 1 < best)
				best = last[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b_size];
}

void gh_nearest_consider(struct gh_nearest *nearest, const char *word, size_t n, const char *name,
                         size_t size)
{
	size_t slips;

	if (n > LONGEST || size > LONGEST)
		return;
	slips = slips_between(word, n, name, size);
	if (slips <= NEAR && 2 * slips <= size && (!nearest->name || slips < nearest->slips))
		*nearest = (struct gh_nearest){name, size, slips};
}
