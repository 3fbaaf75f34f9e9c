/* SPDX-License-Identifier: MIT */
#include "judge/path.h"

static const int32_t switch_cost =
#define GH_SWITCH(cost) (cost) * GH_ONE
#include "judge/weights.def"
	;

/* What the line before one is: certain whatever comes, or the same as this one. */
enum { GONE = -1, SAME = 0, KEPT = 1 };

void gh_path_free(struct gh_path *path, const ghirbal_allocator *from)
{
	gh_release(from, path->before);
	gh_release(from, path->stretches);
}

bool gh_path_open(struct gh_path *path, const struct gh_page *page)
{
	size_t count = page->doc->count;

	if (!GH_GROW(&page->from, path->before, path->before_room, count) ||
	    !GH_GROW(&page->from, path->stretches, path->room, count))
		return false;
	path->stretches[0] = (struct gh_stretch){0, count};
	path->count = 1;
	return true;
}

static int32_t limit(int32_t sum)
{
	return sum > GH_CERTAIN ? GH_CERTAIN : sum < -GH_CERTAIN ? -GH_CERTAIN : sum;
}

/*
 * Of the two states only the lead of kept over dropped counts: where it is more than the cost of
 * changing, the line before is decided, and no more than that cost is carried on.
 */
static signed char step(int32_t *lead)
{
	int before = (*lead > switch_cost) - (*lead < -switch_cost);

	if (before != SAME)
		*lead = before * switch_cost;
	return (signed char)before;
}

static void drop(struct gh_decision *decision)
{
	struct gh_decision gone = {.verdict = GHIRBAL_KEPT, .score = decision->score};

	gh_drop(&gone, GH_BY_PLACE); /* until it is explained */
	*decision = gone;
}

/* ---- whatever the support ---- */

/* The more lines are worth, the more are kept: what both ends of a range come to is certain. */
static struct gh_range bound_forward(const struct gh_path *path, const struct gh_page *page,
                                     const struct gh_range *support, int bias,
                                     const struct gh_decision *decisions)
{
	struct gh_range lead = {0, 0};
	size_t i, count = page->doc->count;

	for (i = 0; i < count; i++) {
		int32_t low = decisions[i].score, high = low;

		if (decisions[i].verdict == GHIRBAL_DROPPED) {
			path->before[i] = (struct gh_before){SAME, SAME};
			continue;
		}
		if (gh_is(page, i, GH_IS_OPEN)) {
			const struct gh_range *range = &support[gh_support_kind(page, i)];

			low = limit(page->score[i] + bias + range->low);
			high = limit(page->score[i] + bias + range->high);
		}
		path->before[i].low = step(&lead.low);
		path->before[i].high = step(&lead.high);
		lead.low += 2 * low;
		lead.high += 2 * high;
	}
	return lead;
}

static bool is_parted(struct gh_before before)
{
	return before.low == before.high && before.low != SAME;
}

/* What is in doubt of it depends on the support of all its lines. */
static void leave_open(struct gh_path *path, struct gh_page *page, size_t begin, size_t end)
{
	size_t i;

	path->stretches[path->count++] = (struct gh_stretch){begin, end};
	for (i = begin; i < end; i++)
		if (gh_is(page, i, GH_IS_OPEN))
			page->facts[i] |= GH_IS_WEIGHED;
}

static bool known(signed char before, bool kept)
{
	return before == SAME ? kept : before == KEPT;
}

void gh_path_bound(struct gh_path *path, struct gh_page *page, const struct gh_range *support, int bias,
                   struct gh_decision *decisions)
{
	size_t i, end = page->doc->count;
	struct gh_range lead = bound_forward(path, page, support, bias, decisions);
	bool low = lead.low >= 0, high = lead.high >= 0, doubtful = false;

	path->count = 0;
	for (i = end; i-- > 0;) {
		struct gh_before before = path->before[i];

		if (gh_is(page, i, GH_IS_OPEN)) {
			doubtful |= low != high;
			if (!high)
				drop(&decisions[i]);
		}
		if (doubtful && (i == 0 || is_parted(before)))
			leave_open(path, page, i, end);
		if (is_parted(before))
			doubtful = false, end = i;
		low = known(before.low, low);
		high = known(before.high, high);
	}
}

/* ---- with it ---- */

static int32_t go_forward(const struct gh_path *path, const struct gh_stretch *stretch,
                          const struct gh_page *page, int bias, struct gh_decision *decisions)
{
	/* A stretch behind others was parted from them by what it begins with. */
	int32_t lead = stretch->begin == 0 ? 0 : path->before[stretch->begin].low * switch_cost;
	size_t i;

	for (i = stretch->begin; i < stretch->end; i++) {
		if (gh_is(page, i, GH_IS_OPEN))
			decisions[i].score = limit(page->score[i] + bias);
		path->before[i].high = step(&lead);
		if (gh_is(page, i, GH_IS_OPEN) || decisions[i].verdict != GHIRBAL_DROPPED)
			lead += 2 * decisions[i].score;
	}
	return lead;
}

static void decide_stretch(const struct gh_path *path, const struct gh_stretch *stretch,
                           const struct gh_page *page, int bias, struct gh_decision *decisions)
{
	int32_t lead = go_forward(path, stretch, page, bias, decisions);
	bool kept = stretch->end == page->doc->count ? lead >= 0
	                                             : path->before[stretch->end].low == KEPT;
	size_t i;

	for (i = stretch->end; i-- > stretch->begin;) {
		if (!kept && gh_is(page, i, GH_IS_OPEN))
			drop(&decisions[i]);
		kept = known(path->before[i].high, kept);
	}
}

void gh_path_decide(const struct gh_path *path, const struct gh_page *page, int bias,
                    struct gh_decision *decisions)
{
	size_t k;

	for (k = 0; k < path->count; k++)
		decide_stretch(path, &path->stretches[k], page, bias, decisions);
}
