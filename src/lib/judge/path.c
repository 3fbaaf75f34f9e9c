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
	path->stretches[0] = (struct gh_stretch){0, count, SAME, false};
	path->count = 1;
	path->gone.verdict = GHIRBAL_KEPT;
	gh_drop(&path->gone, GH_BY_PLACE);
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

static void drop(const struct gh_path *path, struct gh_decision *decision)
{
	int32_t score = decision->score;

	*decision = path->gone;
	decision->score = score;
}

static bool is_kept(signed char before, bool kept)
{
	return before == SAME ? kept : before == KEPT;
}

/* ---- whatever the support ---- */

/*
 * What support may add, and the scores below or above which a line is sure whatever stands about
 * it.
 */
struct bounds {
	const struct gh_range *support; /* by kind */
	int bias;
	int32_t gone, kept;
};

static struct bounds find_bounds(const struct gh_range *support, int bias)
{
	struct gh_range most = support[0];
	size_t k;

	for (k = 1; k < GH_SUPPORT_KINDS; k++) {
		most.low = most.low < support[k].low ? most.low : support[k].low;
		most.high = most.high > support[k].high ? most.high : support[k].high;
	}
	return (struct bounds){support, bias, -switch_cost - bias - most.high,
	                       switch_cost - bias - most.low};
}

/* What a line is without a look at others, or SAME where it depends on them or rules took it. */
static signed char sure_of(const struct gh_page *page, const struct bounds *bounds,
                           const struct gh_decision *decisions, size_t i)
{
	int32_t score = page->score[i];

	if (!gh_is(page, i, GH_IS_OPEN))
		return decisions[i].verdict == GHIRBAL_DROPPED ? SAME : KEPT;
	return score < bounds->gone ? GONE : score > bounds->kept ? KEPT : SAME;
}

/* Lines of which none is sure, and no open line is left out between these and sure ones. */
static struct gh_stretch find_stretch(const struct gh_page *page, const struct bounds *bounds,
                                      const struct gh_decision *decisions, size_t i)
{
	struct gh_stretch stretch = {i, i + 1, SAME, false};
	signed char sure = SAME;

	while (i > 0 && stretch.before == SAME)
		stretch.before = sure_of(page, bounds, decisions, --i);
	for (; stretch.end < page->doc->count; stretch.end++)
		if ((sure = sure_of(page, bounds, decisions, stretch.end)) != SAME)
			break;
	stretch.after = sure == KEPT;
	return stretch;
}

/* The more lines are worth, the more are kept: what both ends of a range come to is certain. */
static struct gh_range bound_forward(const struct gh_path *path, const struct gh_page *page,
                                     const struct bounds *bounds, const struct gh_stretch *stretch)
{
	int32_t entry = stretch->before * switch_cost;
	struct gh_range lead = {entry, entry};
	size_t i;

	for (i = stretch->begin; i < stretch->end; i++) {
		const struct gh_range *support = &bounds->support[gh_support_kind(page, i)];
		int32_t score = page->score[i] + bounds->bias;

		path->before[i].low = step(&lead.low);
		path->before[i].high = step(&lead.high);
		if (gh_is(page, i, GH_IS_OPEN)) {
			lead.low += 2 * limit(score + support->low);
			lead.high += 2 * limit(score + support->high);
		}
	}
	return lead;
}

/* What is in doubt of it depends on the support of all its lines. */
static void leave(struct gh_path *path, struct gh_page *page, struct gh_stretch stretch)
{
	size_t i;

	path->stretches[path->count++] = stretch;
	for (i = stretch.begin; i < stretch.end; i++)
		if (gh_is(page, i, GH_IS_OPEN))
			page->facts[i] |= GH_IS_WEIGHED;
}

static bool is_last_kept(const struct gh_page *page, const struct gh_stretch *stretch, int32_t lead)
{
	if (stretch->end == page->doc->count)
		return lead >= 0;
	return is_kept(step(&lead), stretch->after);
}

static void bound_stretch(struct gh_path *path, struct gh_page *page, const struct bounds *bounds,
                          struct gh_stretch stretch, struct gh_decision *decisions)
{
	const struct gh_range lead = bound_forward(path, page, bounds, &stretch);
	bool low = is_last_kept(page, &stretch, lead.low),
	     high = is_last_kept(page, &stretch, lead.high);
	bool doubtful = false;
	size_t i, begin = stretch.begin;

	for (i = stretch.end; i-- > begin;) {
		struct gh_before before = path->before[i];
		bool parted = before.low == before.high && before.low != SAME;

		if (gh_is(page, i, GH_IS_OPEN)) {
			doubtful |= low != high;
			if (!high)
				drop(path, &decisions[i]);
		}
		stretch.begin = i;
		if (doubtful && parted)
			leave(path, page,
			      (struct gh_stretch){i, stretch.end, before.low, stretch.after});
		if (parted)
			doubtful = false, stretch.end = i;
		low = is_kept(before.low, low);
		high = is_kept(before.high, high);
	}
	if (doubtful)
		leave(path, page, stretch);
}

void gh_path_bound(struct gh_path *path, struct gh_page *page, const struct gh_range *support,
                   int bias, struct gh_decision *decisions)
{
	const struct bounds bounds = find_bounds(support, bias);
	size_t i, at, done = 0, count = page->doc->count;

	path->count = 0;
	for (i = 0; i < count; i += GH_FLAGS_LINES) {
		uint32_t open = gh_flagged_any(page->facts + i, GH_IS_OPEN);
		uint32_t gone = open & gh_below(page->score + i, bounds.gone);
		uint32_t left = open & ~gone & ~gh_above(page->score + i, bounds.kept);

		for (; gone; gone &= gone - 1)
			drop(path, &decisions[i + (size_t)__builtin_ctz(gone)]);
		for (; left; left &= left - 1) {
			struct gh_stretch stretch;

			if ((at = i + (size_t)__builtin_ctz(left)) < done)
				continue;
			stretch = find_stretch(page, &bounds, decisions, at);
			bound_stretch(path, page, &bounds, stretch, decisions);
			done = stretch.end;
		}
	}
}

/* ---- with it ---- */

static int32_t go_forward(const struct gh_path *path, const struct gh_stretch *stretch,
                          const struct gh_page *page, int bias, struct gh_decision *decisions)
{
	int32_t lead = stretch->before * switch_cost;
	size_t i;

	for (i = stretch->begin; i < stretch->end; i++) {
		bool open = gh_is(page, i, GH_IS_OPEN);

		if (open)
			decisions[i].score = limit(page->score[i] + bias);
		path->before[i].low = step(&lead);
		if (open || decisions[i].verdict != GHIRBAL_DROPPED)
			lead += 2 * decisions[i].score;
	}
	return lead;
}

static void decide_stretch(const struct gh_path *path, const struct gh_stretch *stretch,
                           const struct gh_page *page, int bias, struct gh_decision *decisions)
{
	bool kept = is_last_kept(page, stretch, go_forward(path, stretch, page, bias, decisions));
	size_t i;

	for (i = stretch->end; i-- > stretch->begin;) {
		if (!kept && gh_is(page, i, GH_IS_OPEN))
			drop(path, &decisions[i]);
		kept = is_kept(path->before[i].low, kept);
	}
}

void gh_path_decide(const struct gh_path *path, const struct gh_page *page, int bias,
                    struct gh_decision *decisions)
{
	size_t k;

	for (k = 0; k < path->count; k++)
		decide_stretch(path, &path->stretches[k], page, bias, decisions);
}
