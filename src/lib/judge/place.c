/* SPDX-License-Identifier: MIT */
#include "judge/place.h"

static void find_nearest(struct gh_page *page)
{
	size_t i, prose = GH_NOWHERE, ruled = GH_NOWHERE;

	for (i = 0; i < page->doc->count; i++) {
		page->spots[i].prose_before = prose;
		page->spots[i].ruled_before = ruled;
		if (page->spots[i].prose)
			prose = i;
		if (gh_is_ruled(&page->spots[i]))
			ruled = i;
	}
	prose = ruled = GH_NOWHERE;
	for (i = page->doc->count; i-- > 0;) {
		page->spots[i].prose_after = prose;
		page->spots[i].ruled_after = ruled;
		if (page->spots[i].prose)
			prose = i;
		if (gh_is_ruled(&page->spots[i]))
			ruled = i;
	}
}

static void find_runs(struct gh_page *page)
{
	size_t i, k, start = 0, count = page->doc->count;

	for (i = 0; i < count; i++) {
		const struct gh_spot *next = &page->spots[i] + 1;

		if (i + 1 < count && !page->spots[i].prose && !next->prose &&
		    !(next->shape->marks & GH_STOP) && gh_like_sized(next - 1, next))
			continue;
		for (k = start; k <= i; k++)
			page->spots[k].run = (uint32_t)(i + 1 - start);
		start = i + 1;
	}
}

static void add_up(struct gh_page *page)
{
	uint32_t chrome = 0, ruled = 0, site = 0, prose = 0, cards = 0, words = 0, brief = 0,
		 all = 0, dates = 0;
	uint32_t echoes = 0, letters = 0, latin = 0, taken = 0, buttons = 0;
	size_t i, count = page->doc->count;

	for (i = 0; i < count; i++) {
		struct gh_spot *spot = &page->spots[i];

		spot->chrome_sum = chrome, spot->ruled_sum = ruled, spot->site_sum = site;
		spot->prose_sum = prose, spot->cards_sum = cards, spot->weight_sum = words;
		spot->dates_sum = dates, spot->echo_sum = echoes, spot->buttons_sum = buttons;
		buttons += spot->button;
		echoes += gh_is_echo(spot);
		dates += (spot->shape->marks & GH_DATED) != 0;
		chrome += spot->chrome;
		ruled += gh_is_ruled(spot);
		taken += spot->ruled && spot->subject != GH_GROUP_INFO;
		site += spot->shape->site > 0;
		prose += spot->prose;
		cards += spot->card;
		words += spot->prose ? spot->shape->words : 0;
		brief += spot->shape->words <= GH_P_BRIEF_WORDS;
		all += spot->shape->words;
		letters += spot->shape->letters;
		latin += spot->shape->latin;
	}
	page->prose_words = words;
	page->ruled = ruled;
	page->taken = taken;
	page->size = gh_log(count);
	page->short_share = gh_share(brief, count);
	page->latin_share = gh_share(latin, letters);
	page->prose_share = gh_share(words, all);
}

/* In tenths of a word of prose. */
static int64_t line_worth(const struct gh_spot *spot)
{
	const struct gh_shape *shape = spot->shape;
	int64_t words = shape->words < GH_P_WORTH_MOST ? shape->words : GH_P_WORTH_MOST;

	if (gh_is_ruled(spot))
		return -GH_P_COST_RULED;
	if (spot->prose)
		return words * (shape->site && shape->words < GH_P_SITE_WORDS ? GH_P_WORTH_SITE
		                                                              : GH_P_WORTH_PROSE);
	if (spot->under)
		return GH_P_WORTH_UNDER * words;
	if (spot->card)
		return 0;
	return GH_P_WORTH_OTHER * (words < GH_P_OTHER_WORDS ? words : GH_P_OTHER_WORDS) -
	       GH_P_COST_OTHER;
}

/* The stretch with the greatest sum (Pasternack and Roth, WWW 2009; Kadane). */
static void find_stretch(struct gh_page *page)
{
	int64_t best = 0, sum = 0;
	size_t i, start = 0;

	page->begin = page->end = 0;
	for (i = 0; i < page->doc->count; i++) {
		if (sum <= 0) {
			sum = 0;
			start = i;
		}
		sum += line_worth(&page->spots[i]);
		if (sum > best) {
			best = sum;
			page->begin = start;
			page->end = i + 1;
		}
	}
	page->sureness = gh_share((size_t)best, GH_P_SURE);
}

/* Groups whose lines stand below articles. */
static bool ends_articles(unsigned char group)
{
	return group == GH_GROUP_COMMENTS || group == GH_GROUP_LEGAL || group == GH_GROUP_TAGS ||
	       group == GH_GROUP_LOGIN;
}

/* Headings and ends are remembered until a paragraph makes them fade. */
static void remember_heads(struct gh_page *page)
{
	size_t i, since = 0;
	unsigned char subject = GH_GROUPS;
	unsigned ends = 0;

	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		spot->head_subject = GH_GROUPS;
		if (spot->head && spot->copies < GH_P_BUTTON) {
			subject = spot->subject;
			since = 0;
		} else if (subject != GH_GROUPS) {
			since++;
			if (spot->paragraph || (spot->prose && (spot->shape->marks & GH_STOP)))
				/* a whole sentence is of the article again */
				subject = GH_GROUPS;
		}
		if (subject != GH_GROUPS && since > 0) {
			spot->head_subject = subject;
			spot->after_head = gh_share(100, 100 + GH_P_FADE * since);
		}
		spot->after_end = gh_share(ends, 2);
		if (spot->paragraph)
			ends -= ends > 0;
		if (spot->end ||
		    (spot->ruled && ends_articles(spot->subject)))
			ends = ends < GH_P_ENDS_MOST - 1 ? ends + 1 : GH_P_ENDS_MOST;
	}
}

void gh_page_locate(struct gh_page *page)
{
	find_nearest(page);
	find_runs(page);
	add_up(page);
	find_stretch(page);
	remember_heads(page);
}
