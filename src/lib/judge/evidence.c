/* SPDX-License-Identifier: MIT */
#include "judge/evidence.h"

#include <math.h>
#include <string.h>

#include "judge/likeness.h"
#include "judge/support.h"

#define NEIGHBOURS 5   /* lines on each side that lend a line their character */

static float yes(bool fact)
{
	return fact ? 1 : 0;
}

static float at_most_one(float x)
{
	return x < 1 ? x : 1;
}

static void weigh_size(const struct gh_page *page, const struct gh_shape *s, float *v)
{
	v[GH_E_BIAS] = 1;
	v[GH_E_SIZE] = gh_page_log(page, s->words) / 2;
	v[GH_E_ONE_WORD] = yes(s->words <= 1);
	v[GH_E_FOUR_TO_SEVEN] = yes(s->words >= 4 && s->words <= 7);
	v[GH_E_LONG] = yes(s->words >= 25);
	v[GH_E_WORD_LENGTH] = s->sample ? ((float)(s->letters) / (float)s->sample - 4.5f) / 2 : -1;
}

static void weigh_signs(const struct gh_shape *s, float *v)
{
	v[GH_E_STOP] = yes(s->marks & GH_STOP);
	v[GH_E_ASKS] = yes(s->marks & GH_ASKS);
	v[GH_E_COLON] = yes(s->marks & GH_COLON);
	v[GH_E_TRUNCATED] = yes(s->marks & GH_TRUNCATED);
	v[GH_E_COMMAS] = s->words >= 6 ? at_most_one((float)s->commas / 3) : 0;
	v[GH_E_PARTED] = yes(s->marks & GH_PARTED);
	v[GH_E_BULLET] = yes(s->marks & GH_BULLET);
	v[GH_E_NUMBERED] = yes(s->marks & GH_NUMBERED);
	v[GH_E_QUOTED] = yes(s->marks & GH_QUOTED);
	v[GH_E_LISTED] = yes(s->marks & GH_LISTED);
	v[GH_E_STARRED] = yes(s->marks & GH_STARRED);
	v[GH_E_CODE] = yes(s->marks & GH_CODE);
	v[GH_E_RESULT] = yes(s->marks & GH_RESULT);
}

static void weigh_words(const struct gh_shape *s, float *v)
{
	float sample = s->sample ? (float)s->sample : 1, function = (float)s->function / sample;

	v[GH_E_SITE] = at_most_one(2 * (float)s->site / sample);
	v[GH_E_SITE_LONG] = s->words >= 8 ? v[GH_E_SITE] : 0;
	v[GH_E_CLITIC] = at_most_one(3 * (float)s->clitic / sample);
	v[GH_E_FUNCTION] = 2.5f * (function < 0.4f ? function : 0.4f);
	v[GH_E_NO_FUNCTION] = yes(s->function == 0 && s->words >= 3);
	v[GH_E_NUMBERS] = (float)s->numbers / sample;
	v[GH_E_LETTERLESS] = yes(s->marks & GH_LETTERLESS);
	v[GH_E_DATED] = yes(s->marks & GH_DATED);
	v[GH_E_TIMED] = yes((s->marks & GH_TIMED) && s->words <= 12);
	v[GH_E_LINKED] = yes((s->marks & GH_LINKED) && s->words <= 15);
	v[GH_E_PHONED] = yes((s->marks & GH_PHONED) && s->words <= 15);
	v[GH_E_COPYRIGHT] = yes(s->marks & GH_COPYRIGHT);
}

static void weigh_rules(const struct gh_spot *spot, float *v)
{
	v[GH_E_RULED] = yes(spot->ruled && spot->subject != GH_PAGE_INFO);
	v[GH_E_HINTED] = yes(spot->hinted && spot->subject != GH_PAGE_INFO);
	v[GH_E_INFO] = yes(spot->subject == GH_PAGE_INFO);
	v[GH_E_TAIL] =
		yes(spot->tail && spot->shape->words <= 30 && !(spot->shape->marks & GH_STOP));
	v[GH_E_COVERED] = spot->cover >= 0.5f ? spot->cover : 0;
}

static void weigh_document(struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spot = &page->spots[i];
	const struct gh_shape *s = spot->shape, *first = page->spots[page->first].shape;
	size_t shared = i != page->first ? gh_shared_stems(page, s, first) : 0;
	float support = gh_support_of(page, i);

	v[GH_E_COPIED] = yes(spot->copies >= 2);
	v[GH_E_COPIED_OFTEN] = yes(spot->copies >= 3);
	v[GH_E_FIRST] = yes(i == page->first && page->doc->first);
	v[GH_E_HEADLINE] = yes(spot->headline);
	v[GH_E_LIKE_FIRST] =
		yes(s->words >= 3 && shared > 0 && 2 * shared >= s->stems + first->stems - shared);
	v[GH_E_OF_FIRST] = s->stems ? (float)shared / (float)s->stems : 0;
	v[GH_E_NEAR_COPY] = yes(spot->near_copy);
	v[GH_E_SUPPORT] = support;
	v[GH_E_NO_SUPPORT] = yes(support == 0 && s->stems >= 2);
	v[GH_E_SUPPORT_LONG] = s->words >= 5 ? support : 0;
}

static void weigh_stretch(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_shape *s = page->spots[i].shape;
	bool any = page->end > 0, inside = any && i >= page->begin && i < page->end;
	size_t distance = !any || inside    ? 0
	                  : i < page->begin ? page->begin - i
	                                    : i + 1 - page->end;

	v[GH_E_INSIDE] = yes(inside);
	v[GH_E_OUTSIDE] = page->sureness * at_most_one(gh_page_log(page, distance) / 4);
	v[GH_E_INSIDE_SHORT] = yes(inside && s->words <= 8);
	v[GH_E_OUTSIDE_LONG] = yes(any && !inside && s->words >= 9);
}

static void weigh_place(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t before = spot->prose_before, after = spot->prose_after;
	float chrome, lines;

	if (spot->prose)
		return;
	if (before != GH_NOWHERE && after != GH_NOWHERE) {
		chrome = (float)(spots[after].chrome_sum - spots[before + 1].chrome_sum);
		lines = (float)(after - before - 1);
		v[GH_E_GAP_CLEAN] = yes(chrome == 0);
		v[GH_E_GAP_CHROME] = chrome / lines;
		v[GH_E_GAP_LENGTH] = log1pf(lines) / 4;
	} else if (after != GH_NOWHERE) {
		chrome = (float)(spots[after].chrome_sum - spot->chrome_sum);
		v[GH_E_LEAD] = chrome == 0 ? 1 / (float)(after - i) : 0;
		v[GH_E_LEAD_CHROME] = at_most_one(chrome / 3);
	} else if (before != GH_NOWHERE) {
		chrome = (float)(spot->chrome_sum + spot->chrome - spots[before + 1].chrome_sum);
		v[GH_E_REST_CLEAN] = yes(chrome == 0);
		v[GH_E_REST_CHROME] = at_most_one(chrome / 3);
		v[GH_E_REST_DISTANCE] = at_most_one(gh_page_log(page, i - before) / 4);
	}
}

static void weigh_page(const struct gh_page *page, float *v)
{
	v[GH_E_PAGE_RULED] = page->ruled_share;
	v[GH_E_PAGE_SHORT] = page->short_share;
	v[GH_E_PAGE_PROSE] = page->prose_share;
	v[GH_E_PAGE_LINES] = gh_page_log(page, page->doc->count) / 6;
	v[GH_E_PAGE_BARE] = yes(page->prose_words < 60);
}

static bool in_rhythm(const struct gh_page *page, size_t i)
{
	const struct gh_spot *s = &page->spots[i];

	return i >= 2 && i + 2 < page->doc->count && gh_like_sized(page, s, s - 2) &&
	       gh_like_sized(page, s, s + 2) &&
	       fabsf(gh_page_log(page, s->shape->words) -
	             gh_page_log(page, s[-1].shape->words)) > 0.6f;
}

static void weigh_neighbours(const struct gh_page *page, size_t i, float *v)
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
	float others = (float)(to - from > 0 ? to - from : 1);

	v[GH_E_SITE_NEAR] = (float)(spots[to3].site_sum + (spots[to3].shape->site > 0) -
	                            spots[from3].site_sum) /
	                    7;
	v[GH_E_PROSE_NEAR] = (float)(b->prose_sum + b->prose - a->prose_sum - spot->prose) / 10;
	v[GH_E_RULED_NEAR] = (float)(b->ruled_sum + gh_is_ruled(b) - a->ruled_sum - ruled) /
	                   others;
	v[GH_E_CHROME_NEAR] =
		(float)(d->chrome_sum + d->chrome - c->chrome_sum) / (float)(to8 - from8 + 1);
	v[GH_E_HEADS_PROSE] =
		yes(spot->shape->words <= 9 && !ruled && i < last && spots[i + 1].prose);
	v[GH_E_CARD] = yes(spot->card);
	v[GH_E_UNDER] = yes(spot->under);
	v[GH_E_CARDS] = at_most_one((float)(d->cards_sum + d->card - c->cards_sum) / 5);
	v[GH_E_RHYTHM] = yes(in_rhythm(page, i));
}

static bool between_buttons(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spots = page->spots;
	size_t last = page->doc->count - 1, from = i < GH_STRIDE ? 0 : i - GH_STRIDE,
	       to = i + GH_STRIDE < last ? i + GH_STRIDE : last;

	return spots[to].buttons_sum > spots[i].buttons_sum &&
	       spots[i].buttons_sum > spots[from].buttons_sum;
}

static void weigh_ruled(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spot = &page->spots[i];
	size_t before = spot->ruled_before == GH_NOWHERE ? GH_NOWHERE : i - spot->ruled_before;
	size_t after = spot->ruled_after == GH_NOWHERE ? GH_NOWHERE : spot->ruled_after - i;
	size_t close = before < after ? before : after, far = before < after ? after : before;
	size_t from = spot->ruled_before == GH_NOWHERE ? 0 : spot->ruled_before + 1;
	size_t to = spot->ruled_after == GH_NOWHERE ? page->doc->count : spot->ruled_after;

	v[GH_E_RULE_CLOSE] = close == GH_NOWHERE ? 0 : 1 / (float)close;
	v[GH_E_RULES_AROUND] = far == GH_NOWHERE ? 0 : 2 / (1 + (float)far);
	v[GH_E_RULE_FREE] = at_most_one(gh_page_log(page, to - from) / 4);
	v[GH_E_BUTTONS] = yes(!gh_is_ruled(spot) && !spot->button && between_buttons(page, i));
}

static void weigh_lists(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t last = page->doc->count - 1, from = i < 8 ? 0 : i - 8,
	       to = i + 8 < last ? i + 8 : last;
	size_t from2 = i < 2 ? 0 : i - 2, to2 = i + 2 < last ? i + 2 : last;
	bool dated = spots[to].shape->marks & GH_DATED;

	v[GH_E_CARD_COPIED] = yes(spot->card && spot->copies > 1);
	v[GH_E_POLICY] = yes(spot->policy);
	v[GH_E_ECHOES] =
		(float)(spots[to2].echo_sum + gh_is_echo(&spots[to2]) - spots[from2].echo_sum) / 5;
	v[GH_E_DATES_NEAR] =
		at_most_one((float)(spots[to].dates_sum + dated - spots[from].dates_sum) / 4);
	v[GH_E_LIKE_LINES] = spot->run > 2 ? at_most_one(gh_page_log(page, spot->run) / 3) : 0;
	v[GH_E_SECTIONS] = spot->shape->words > 0 && spot->shape->words <= 6
	                   ? (float)spot->shape->section / (float)spot->shape->words : 0;
}

bool gh_evidence_of(struct gh_page *page, size_t i, float *values)
{
	const struct gh_spot *spot = &page->spots[i];

	if (!page->supported && !gh_gather_support(page))
		return false;
	memset(values, 0, GH_EVIDENCE * sizeof *values);
	weigh_size(page, spot->shape, values);
	weigh_signs(spot->shape, values);
	weigh_words(spot->shape, values);
	weigh_rules(spot, values);
	weigh_document(page, i, values);
	weigh_stretch(page, i, values);
	weigh_place(page, i, values);
	weigh_page(page, values);
	values[GH_E_AFTER_RELATED] = spot->head_subject == GH_RELATED ? spot->after_head : 0;
	values[GH_E_AFTER_HEAD] = spot->head_subject != GH_RELATED ? spot->after_head : 0;
	values[GH_E_AFTER_END] = spot->after_end;
	weigh_neighbours(page, i, values);
	weigh_ruled(page, i, values);
	weigh_lists(page, i, values);
	return true;
}
