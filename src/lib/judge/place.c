/* SPDX-License-Identifier: MIT */
#include "judge/place.h"

/* Between two lines of prose. */
static void find_enclosed(struct gh_page *page)
{
	size_t i, begin, end;

	if (page->first_prose == GH_NOWHERE)
		return;
	for (begin = page->first_prose + 1; begin < page->last_prose; begin = end + 1) {
		end = gh_next(page, begin, GH_IS_PROSE);
		if (gh_next_before(page, begin, end, GH_IS_CHROME) < end)
			continue;
		for (i = begin; i < end; i++)
			page->facts[i] |= GH_IS_ENCLOSED;
	}
}

/* What is added up over the lines. */
struct sums {
	uint32_t words, prose, brief, ruled, taken;
};

static void add_lines(struct sums *sums, const uint32_t *words, const uint32_t *facts)
{
	uint32_t k;

	for (k = 0; k < GH_MARGIN; k++) {
		sums->words += words[k];
		sums->prose += facts[k] & GH_IS_PROSE ? words[k] : 0;
		sums->brief += words[k] <= GH_P_BRIEF_WORDS;
		sums->ruled += (facts[k] & GH_IS_SITES) != 0;
		sums->taken += (facts[k] & (GH_IS_RULED | GH_IS_INFO)) == GH_IS_RULED;
	}
}

void gh_page_add_up(struct gh_page *page)
{
	struct sums sums = {0};
	size_t i, count = page->doc->count;

	for (i = 0; i < count; i += GH_MARGIN)
		add_lines(&sums, page->words + i, page->facts + i);
	page->prose_words = sums.prose;
	page->ruled = sums.ruled;
	page->taken = sums.taken;
	page->log_lines = gh_log(count);
	/* Behind the last line there are some of no words, which are brief. */
	page->short_share = gh_share(sums.brief - (i - count), count);
	page->prose_share = gh_share(sums.prose, sums.words);
}

/* In tenths of a word of prose. */
static int64_t line_worth(const struct gh_page *page, size_t i)
{
	uint32_t facts = page->facts[i], words = page->words[i];
	int64_t counted = words < GH_P_WORTH_MOST ? words : GH_P_WORTH_MOST;

	if (facts & GH_IS_SITES)
		return -GH_P_COST_RULED;
	if (facts & GH_IS_PROSE)
		return counted * ((facts & GH_IS_ABOUT_SITE) && words < GH_P_SITE_WORDS
		                          ? GH_P_WORTH_SITE
		                          : GH_P_WORTH_PROSE);
	if (facts & GH_IS_UNDER)
		return GH_P_WORTH_UNDER * counted;
	if (facts & GH_IS_CARD)
		return 0;
	return GH_P_WORTH_OTHER * (counted < GH_P_OTHER_WORDS ? counted : GH_P_OTHER_WORDS) -
	       GH_P_COST_OTHER;
}

/*
 * The stretch with the greatest sum (Pasternack and Roth, WWW 2009; Kadane).  It begins with a line
 * that is worth something: no other need be looked at before.
 */
static void find_stretch(struct gh_page *page)
{
	const uint32_t worthy = GH_IS_PROSE | GH_IS_UNDER;
	int64_t best = 0, sum = 0;
	size_t i, start = gh_next(page, 0, worthy);

	_Static_assert(GH_P_WORTH_OTHER * GH_P_OTHER_WORDS <= GH_P_COST_OTHER,
	               "others are worth none");
	page->begin = page->end = 0;
	for (i = start; i < page->doc->count;) {
		sum += line_worth(page, i++);
		if (sum > best) {
			best = sum;
			page->begin = start;
			page->end = i;
		}
		if (sum <= 0) {
			sum = 0;
			i = start = gh_next(page, i, worthy);
		}
	}
	page->sureness = gh_share((size_t)best, GH_P_SURE);
}

void gh_page_locate(struct gh_page *page)
{
	find_enclosed(page);
	find_stretch(page);
}
