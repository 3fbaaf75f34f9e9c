/* SPDX-License-Identifier: MIT */
#include "origin.h"

/* Where the byte stood that is the at-th of what is left of the line. */
static size_t origin_of_byte(const struct gh_gaps *gaps, struct gh_origin *origin, size_t at)
{
	const struct gh_extent *gap = gaps->at + origin->first;

	while (origin->passed < origin->count &&
	       gap[origin->passed].start <= origin->line + at + origin->shift) {
		origin->shift += gap[origin->passed].end - gap[origin->passed].start;
		origin->passed++;
	}
	return origin->line + at + origin->shift;
}

struct gh_extent gh_origin_of(const struct gh_gaps *gaps, struct gh_origin *origin, size_t start,
                           size_t end)
{
	struct gh_extent extent = {origin->line + start, origin->line + end};

	if (origin->count == 0 || start == end)
		return extent;
	extent.start = origin_of_byte(gaps, origin, start);
	extent.end = origin_of_byte(gaps, origin, end - 1) + 1;
	return extent;
}

/* A new gap holds an old one whole or not at all. */
static struct gh_extent *merge(struct gh_extent *to, const struct gh_extent *old, size_t old_count,
                            const struct gh_extent *more, size_t count)
{
	size_t i = 0, j;

	for (j = 0; j < count; j++) {
		while (i < old_count && old[i].start < more[j].start)
			*to++ = old[i++];
		while (i < old_count && old[i].start < more[j].end)
			i++;
		*to++ = more[j];
	}
	while (i < old_count)
		*to++ = old[i++];
	return to;
}

static bool make_room(const ghirbal_allocator *from, struct gh_gaps *gaps, size_t count)
{
	return GH_GROW(from, gaps->at, gaps->room, gaps->count + count);
}

bool gh_gaps_add(const ghirbal_allocator *from, struct gh_gaps *gaps, const struct gh_extent *gap)
{
	if (!make_room(from, gaps, 1))
		return false;
	gaps->at[gaps->count++] = *gap;
	return true;
}

bool gh_origin_take(const ghirbal_allocator *from, struct gh_gaps *gaps, struct gh_origin *origin,
                    size_t count)
{
	size_t noted = gaps->count - count, first = noted;

	if (origin->count > 0) {
		first = gaps->count;
		if (!make_room(from, gaps, origin->count + count))
			return false;
		gaps->count = (size_t)(merge(gaps->at + first, gaps->at + origin->first,
		                             origin->count, gaps->at + noted, count) -
		                       gaps->at);
	}
	origin->first = first;
	origin->count = gaps->count - first;
	origin->passed = origin->shift = 0;
	return true;
}
