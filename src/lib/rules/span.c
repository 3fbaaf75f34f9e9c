/* SPDX-License-Identifier: MIT */
#include "rules/span.h"

bool gh_spans_add(const ghirbal_allocator *from, struct gh_spans *spans, struct gh_span span)
{
	if (!GH_GROW(from, spans->all, spans->room, spans->count + 1))
		return false;
	spans->all[spans->count++] = span;
	return true;
}

bool gh_cuts_add(const ghirbal_allocator *from, struct gh_cuts *cuts, struct gh_cut cut)
{
	if (!GH_GROW(from, cuts->all, cuts->room, cuts->count + 1))
		return false;
	cuts->all[cuts->count++] = cut;
	return true;
}

bool gh_spans_cut(const ghirbal_allocator *from, struct gh_spans *spans, const struct gh_line *line,
                  size_t begin, struct gh_cuts *cuts)
{
	size_t i, count = spans->count;

	if (count == 0)
		return true;
	if (!GH_GROW(from, spans->origins, spans->origins_room, 2 * count))
		return false;
	for (i = 0; i < count; i++) {
		spans->origins[2 * i] = spans->all[i].start;
		spans->origins[2 * i + 1] = spans->all[i].end;
	}
	gh_fold_origins(line->text, line->length, spans->origins, 2 * count);
	for (i = 0; i < count; i++) {
		/* Signs before the first word go with it: a bullet alone says nothing. */
		size_t start = spans->all[i].start <= begin ? 0 : spans->origins[2 * i];
		struct gh_cut cut = {start, spans->origins[2 * i + 1] - start, spans->all[i].rule};

		if (cut.length > 0 && !gh_cuts_add(from, cuts, cut))
			return false;
	}
	return true;
}

static bool comes_first(const struct gh_cut *a, const struct gh_cut *b)
{
	return a->start != b->start ? a->start < b->start : a->length > b->length;
}

static void sift(struct gh_cut *cuts, size_t root, size_t count)
{
	size_t child;

	while ((child = 2 * root + 1) < count) {
		struct gh_cut swap = cuts[root];

		if (child + 1 < count && comes_first(&cuts[child], &cuts[child + 1]))
			child++;
		if (!comes_first(&cuts[root], &cuts[child]))
			return;
		cuts[root] = cuts[child];
		cuts[child] = swap;
		root = child;
	}
}

/* A heap sort, since qsort() may allocate behind the caller's allocator. */
static void sort_cuts(struct gh_cut *cuts, size_t count)
{
	size_t i;

	for (i = count / 2; i-- > 0;)
		sift(cuts, i, count);
	for (i = count; i-- > 1;) {
		struct gh_cut swap = cuts[0];

		cuts[0] = cuts[i];
		cuts[i] = swap;
		sift(cuts, 0, i);
	}
}

void gh_cuts_part(struct gh_cuts *cuts, size_t first)
{
	size_t i, kept = 1, count = cuts->count - first;
	struct gh_cut *all;

	if (count < 2)
		return;
	all = cuts->all + first;
	sort_cuts(all, count);
	for (i = 1; i < count; i++)
		if (all[i].start >= all[kept - 1].start + all[kept - 1].length)
			all[kept++] = all[i];
	cuts->count = first + kept;
}
