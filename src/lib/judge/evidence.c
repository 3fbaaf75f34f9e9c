/* SPDX-License-Identifier: MIT */
#include "judge/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "judge/recurrence.h"
#include "judge/support.h"
#include "judge/trait.h"
#include "judge/unit.h"

#define NEIGHBOURS 5   /* lines on each side that lend a line their character */

/* The logarithm of n + 1 as a share of most. */
static int16_t log_share(size_t n, size_t most)
{
	return gh_share((size_t)gh_log(n), most * GH_ONE);
}

static void weigh_rules(const struct gh_spot *spot, int16_t *v)
{
	v[GH_E_RULED] = gh_yes(spot->ruled && spot->subject != GH_GROUP_INFO);
	v[GH_E_HINTED] = gh_yes(spot->hinted && spot->subject != GH_GROUP_INFO);
	v[GH_E_TAIL] =
		gh_yes(spot->tail && spot->shape->words <= 30 && !(spot->shape->marks & GH_STOP));
	v[GH_E_COVERED] = gh_is_covered(spot, 1, 2) ? spot->cover : 0;
}

static void weigh_document(struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_spot *spot = &page->spots[i];
	const struct gh_shape *s = spot->shape;
	int16_t support = gh_support_of(page, i);

	v[GH_E_RECURS] = gh_recurrence_of(page, i);
	v[GH_E_NEW] = gh_yes(gh_is_new(page, i));
	v[GH_E_COPIED] = gh_yes(spot->copies >= 2);
	v[GH_E_COPIED_OFTEN] = gh_yes(spot->copies >= 3);
	v[GH_E_FIRST] = gh_yes(i == page->first && page->doc->first);
	v[GH_E_HEADLINE] = gh_yes(spot->headline);
	v[GH_E_NEAR_COPY] = gh_yes(spot->near_copy);
	v[GH_E_SUPPORT] = support;
	v[GH_E_NO_SUPPORT] = gh_yes(support == 0 && s->stems >= 2);
	v[GH_E_SUPPORT_LONG] = s->words >= 5 ? support : 0;
}

static void weigh_stretch(const struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_shape *s = page->spots[i].shape;
	bool any = page->end > 0, inside = any && i >= page->begin && i < page->end;
	size_t distance = !any || inside    ? 0
	                  : i < page->begin ? page->begin - i
	                                    : i + 1 - page->end;

	v[GH_E_INSIDE] = gh_yes(inside);
	v[GH_E_OUTSIDE] = (int16_t)(page->sureness * log_share(distance, 4) / GH_ONE);
	v[GH_E_INSIDE_SHORT] = gh_yes(inside && s->words <= 8);
}

static void weigh_place(const struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t before = spot->prose_before, after = spot->prose_after;
	size_t chrome;

	if (spot->prose)
		return;
	if (before != GH_NOWHERE && after != GH_NOWHERE) {
		chrome = spots[after].chrome_sum - spots[before + 1].chrome_sum;
		v[GH_E_GAP_CLEAN] = gh_yes(chrome == 0);
		v[GH_E_GAP_CHROME] = gh_share(chrome, after - before - 1);
		v[GH_E_GAP_LENGTH] = gh_log(after - before - 1) / 4;
	} else if (after != GH_NOWHERE) {
		chrome = spots[after].chrome_sum - spot->chrome_sum;
		v[GH_E_LEAD] = chrome == 0 ? gh_share(1, after - i) : 0;
		v[GH_E_LEAD_CHROME] = gh_share(chrome, 3);
	} else if (before != GH_NOWHERE) {
		chrome = spot->chrome_sum + spot->chrome - spots[before + 1].chrome_sum;
		v[GH_E_REST_CHROME] = gh_share(chrome, 3);
	}
}

static void weigh_page(const struct gh_page *page, int16_t *v)
{
	v[GH_E_PAGE_SHORT] = page->short_share;
	v[GH_E_PAGE_PROSE] = page->prose_share;
	v[GH_E_PAGE_LINES] = page->size / 6;
	v[GH_E_PAGE_BARE] = gh_yes(page->prose_words < 60);
}

static bool in_rhythm(const struct gh_page *page, size_t i)
{
	const struct gh_spot *s = &page->spots[i];

	return i >= 2 && i + 2 < page->doc->count && gh_like_sized(s, s - 2) &&
	       gh_like_sized(s, s + 2) &&
	       abs(s->shape->size - s[-1].shape->size) * 100 > 60 * GH_ONE;
}

static void weigh_neighbours(const struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t count = page->doc->count, last = count - 1;
	size_t from = i < NEIGHBOURS ? 0 : i - NEIGHBOURS,
	       to = i + NEIGHBOURS < last ? i + NEIGHBOURS : last;
	size_t from3 = i < 3 ? 0 : i - 3, to3 = i + 3 < last ? i + 3 : last;
	size_t from8 = i < 8 ? 0 : i - 8, to8 = i + 8 < last ? i + 8 : last;
	const struct gh_spot *a = &spots[from], *b = &spots[to], *c = &spots[from8],
			     *d = &spots[to8];
	bool ruled = gh_is_ruled(spot);

	v[GH_E_SITE_NEAR] = gh_share(
		spots[to3].site_sum + (spots[to3].shape->site > 0) - spots[from3].site_sum, 7);
	v[GH_E_PROSE_NEAR] = gh_share(b->prose_sum + b->prose - a->prose_sum - spot->prose, 10);
	v[GH_E_RULED_NEAR] =
		gh_share(b->ruled_sum + gh_is_ruled(b) - a->ruled_sum - ruled, to - from);
	v[GH_E_CHROME_NEAR] =
		gh_share(d->chrome_sum + d->chrome - c->chrome_sum, to8 - from8 + 1);
	v[GH_E_CARD] = gh_yes(spot->card);
	v[GH_E_CARDS] = gh_share(d->cards_sum + d->card - c->cards_sum, 5);
	v[GH_E_RHYTHM] = gh_yes(in_rhythm(page, i));
}

static bool between_buttons(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spots = page->spots;
	size_t last = page->doc->count - 1, from = i < GH_P_STRIDE ? 0 : i - GH_P_STRIDE,
	       to = i + GH_P_STRIDE < last ? i + GH_P_STRIDE : last;

	return spots[to].buttons_sum > spots[i].buttons_sum &&
	       spots[i].buttons_sum > spots[from].buttons_sum;
}

static void weigh_ruled(const struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_spot *spot = &page->spots[i];
	size_t before = spot->ruled_before == GH_NOWHERE ? GH_NOWHERE : i - spot->ruled_before;
	size_t after = spot->ruled_after == GH_NOWHERE ? GH_NOWHERE : spot->ruled_after - i;
	size_t close = before < after ? before : after, far = before < after ? after : before;
	size_t from = spot->ruled_before == GH_NOWHERE ? 0 : spot->ruled_before + 1;
	size_t to = spot->ruled_after == GH_NOWHERE ? page->doc->count : spot->ruled_after;

	v[GH_E_RULE_CLOSE] = close == GH_NOWHERE ? 0 : gh_share(1, close);
	v[GH_E_RULES_AROUND] = far == GH_NOWHERE ? 0 : gh_share(2, far + 1);
	v[GH_E_RULE_FREE] = log_share(to - from, 4);
	v[GH_E_BUTTONS] = gh_yes(!gh_is_ruled(spot) && !spot->button && between_buttons(page, i));
}

static void weigh_lists(const struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t last = page->doc->count - 1, from = i < 8 ? 0 : i - 8,
	       to = i + 8 < last ? i + 8 : last;
	size_t from2 = i < 2 ? 0 : i - 2, to2 = i + 2 < last ? i + 2 : last;
	bool dated = spots[to].shape->marks & GH_DATED;

	v[GH_E_CARD_COPIED] = gh_yes(spot->card && spot->copies > 1);
	v[GH_E_POLICY] = gh_yes(spot->policy);
	v[GH_E_ECHOES] = gh_share(
		spots[to2].echo_sum + gh_is_echo(&spots[to2]) - spots[from2].echo_sum, 5);
	v[GH_E_DATES_NEAR] = gh_share(spots[to].dates_sum + dated - spots[from].dates_sum, 4);
	v[GH_E_LIKE_LINES] = spot->run > 2 ? log_share(spot->run, 3) : 0;
	v[GH_E_SECTIONS] =
		spot->shape->words <= 6 ? gh_share(spot->shape->section, spot->shape->words) : 0;
}

static void weigh_estimate(const struct gh_page *page, int16_t *v)
{
	v[GH_E_UNCERTAIN] = page->uncertain;
	v[GH_E_UNCERTAIN_NEAR] = (int16_t)(v[GH_E_RULE_CLOSE] * page->uncertain / GH_ONE);
}

/* Whether the line below is there and is no phrase of a rule. */
static bool stands_above(const struct gh_page *page, size_t i)
{
	return i + 1 < page->doc->count && !page->spots[i + 1].ruled && !page->spots[i + 1].hinted;
}

/* What a menu says too, or what rules hint at, is a heading of the author's where his text follows. */
static void weigh_heading(const struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_spot *spot = &page->spots[i];
	bool brief = spot->shape->words <= 3 && stands_above(page, i);

	v[GH_E_HEADS_COPY] = gh_yes(brief && spot->since_copy > GH_P_STRIDE);
	v[GH_E_HINT_HEADS] = gh_yes(brief && spot->hinted &&
	                            page->spots[i + 1].shape->words >= spot->shape->words + 2);
	v[GH_E_ABOVE_PRICE] = gh_yes(i + 1 < page->doc->count && spot->kind != GH_PRICE &&
	                             page->spots[i + 1].kind == GH_PRICE);
	v[GH_E_SITE_NAME] = gh_yes(spot->signed_below);
}

static void weigh_unit(const struct gh_page *page, size_t i, int16_t *v)
{
	const struct gh_spot *spot = &page->spots[i];
	const struct gh_unit *unit = &spot->unit;
	const struct gh_spot *above = unit->begin > 0 ? &page->spots[unit->begin - 1] : NULL;

	v[GH_E_UNIT_DATED] = gh_yes(spot->listed);
	v[GH_E_PRICED] = gh_yes(spot->kind == GH_PRICE);
	v[GH_E_FIELD] = gh_yes(spot->kind == GH_FIELD);
	v[GH_E_TAIL_COPY] = gh_yes(spot->tail && spot->near_copy);
	v[GH_E_LISTED_OFTEN] = gh_yes((spot->shape->marks & GH_LISTED) && page->lists >= 4);
	if (unit->end - unit->begin < GH_UNIT_LINES)
		return;
	v[GH_E_UNIT_PRICED] = gh_yes(unit->priced);
	v[GH_E_UNIT_ASKED] = gh_yes(unit->asked);
	v[GH_E_UNIT_COUNTED] = gh_yes(unit->counted);
	v[GH_E_UNIT_OFFERED] = gh_yes(i < unit->offered);
	v[GH_E_UNIT_FIELDS] = unit->fields;
	v[GH_E_UNIT_CUT] = unit->cut;
	v[GH_E_UNIT_SORTED] = unit->sorted;
	v[GH_E_UNIT_COLON] = gh_yes(above && (above->shape->marks & GH_COLON) && !above->ruled);
}

bool gh_page_evidence(struct gh_page *page, size_t i, int16_t *values)
{
	const struct gh_spot *spot = &page->spots[i];

	if (!page->supported && !gh_gather_support(page))
		return false;
	memset(values, 0, GH_EVIDENCE_ROOM * sizeof *values);
	weigh_rules(spot, values);
	weigh_document(page, i, values);
	weigh_stretch(page, i, values);
	weigh_place(page, i, values);
	weigh_page(page, values);
	values[GH_E_AFTER_RELATED] = spot->head_subject == GH_GROUP_RELATED ? spot->after_head : 0;
	values[GH_E_AFTER_HEAD] = spot->head_subject != GH_GROUP_RELATED ? spot->after_head : 0;
	values[GH_E_AFTER_END] = spot->after_end;
	weigh_neighbours(page, i, values);
	weigh_ruled(page, i, values);
	weigh_lists(page, i, values);
	weigh_estimate(page, values);
	weigh_unit(page, i, values);
	weigh_heading(page, i, values);
	return true;
}

bool gh_evidence_of(struct gh_page *page, size_t i, int16_t *values)
{
	if (!gh_page_evidence(page, i, values))
		return false;
	gh_traits_of(page->spots[i].shape, values);
	return true;
}
