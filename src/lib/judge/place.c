/* SPDX-License-Identifier: MIT */
#include "judge/place.h"

static bool has_chrome(const struct gh_page *page, size_t begin, size_t end)
{
	while (begin < end && !gh_is(page, begin, GH_IS_CHROME))
		begin++;
	return begin < end;
}

/* Between two lines of prose. */
static void find_enclosed(struct gh_page *page)
{
	size_t i, begin, end;

	if (page->first_prose == GH_NOWHERE)
		return;
	for (begin = page->first_prose + 1; begin < page->last_prose; begin = end + 1) {
		end = gh_next(page, begin, GH_IS_PROSE);
		for (i = has_chrome(page, begin, end) ? end : begin; i < end; i++)
			page->facts[i] |= GH_IS_ENCLOSED;
	}
}

static void add_up(struct gh_page *page)
{
	uint32_t words = 0, all = 0, brief = 0, letters = 0, latin = 0, ruled = 0, taken = 0, any = 0;
	size_t i, count = page->doc->count;

	for (i = 0; i < count; i++) {
		const struct gh_shape *shape = gh_shape_of(page, i);
		uint32_t facts = page->facts[i];

		page->prose_above[i] = words;
		any |= facts;
		ruled += (facts & GH_IS_SITES) != 0;
		taken += (facts & (GH_IS_RULED | GH_IS_INFO)) == GH_IS_RULED;
		words += facts & GH_IS_PROSE ? page->words[i] : 0;
		brief += page->words[i] <= GH_P_BRIEF_WORDS;
		all += page->words[i];
		letters += shape->letters;
		latin += shape->latin;
	}
	page->prose_above[count] = page->prose_words = words;
	page->any = any;
	page->ruled = ruled;
	page->taken = taken;
	page->log_lines = gh_log(count);
	page->short_share = gh_share(brief, count);
	page->latin_share = gh_share(latin, letters);
	page->prose_share = gh_share(words, all);
}

/* In tenths of a word of prose. */
static int64_t line_worth(const struct gh_page *page, size_t i)
{
	uint32_t facts = page->facts[i], words = page->words[i];
	int64_t counted = words < GH_P_WORTH_MOST ? words : GH_P_WORTH_MOST;

	if (facts & GH_IS_SITES)
		return -GH_P_COST_RULED;
	if (facts & GH_IS_PROSE)
		return counted * ((facts & GH_IS_ABOUT_SITE) && words < GH_P_SITE_WORDS ? GH_P_WORTH_SITE
		                                                                 : GH_P_WORTH_PROSE);
	if (facts & GH_IS_UNDER)
		return GH_P_WORTH_UNDER * counted;
	if (facts & GH_IS_CARD)
		return 0;
	return GH_P_WORTH_OTHER * (counted < GH_P_OTHER_WORDS ? counted : GH_P_OTHER_WORDS) -
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
		sum += line_worth(page, i);
		if (sum > best) {
			best = sum;
			page->begin = start;
			page->end = i + 1;
		}
	}
	page->sureness = gh_share((size_t)best, GH_P_SURE);
}

void gh_page_locate(struct gh_page *page)
{
	find_enclosed(page);
	add_up(page);
	find_stretch(page);
}
