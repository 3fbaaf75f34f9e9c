/* SPDX-License-Identifier: MIT */
#include "judge/listing.h"

#include <string.h>

#include "judge/unit.h"

#define STRIDES 3       /* lines of one entry at most: headline, teaser, stamp */
#define ENTRIES 3       /* fewer may be anything */
#define ENTRY_WORDS 60  /* a longer line is no entry's */
#define HEADING_WORDS 6
#define ARTICLE 20      /* words of prose that make what stands above a listing an article */

struct listing {
	size_t begin, end; /* end is the line after it */
};

static bool is_stamp(const struct gh_page *page, size_t i)
{
	return i < page->doc->count && page->kind[i] == GH_STAMP;
}

static bool is_entry(const struct gh_page *page, size_t i)
{
	unsigned char kind = page->kind[i];

	return kind != GH_STAMP && kind != GH_APART && kind != GH_ACTION &&
	       page->words[i] <= ENTRY_WORDS;
}

static bool are_entries(const struct gh_page *page, size_t begin, size_t end)
{
	while (begin < end && is_entry(page, begin))
		begin++;
	return begin == end;
}

/* The last stamp of those that follow each other at this stride from the first on. */
static size_t last_stamp(const struct gh_page *page, size_t first, size_t stride)
{
	size_t last = first;

	while (is_stamp(page, last + stride) && are_entries(page, last + 1, last + stride))
		last += stride;
	return last;
}

/*
 * A date above what happened on it is a timeline's: a short heading stands above the first, and an
 * event below the last.
 */
static bool is_timeline(const struct gh_page *page, size_t first, size_t last)
{
	return page->words[first - 1] <= 3 && last + 1 < page->doc->count &&
	       is_entry(page, last + 1) && page->words[last + 1] > 1;
}

static bool find_listing(const struct gh_page *page, size_t first, struct listing *found)
{
	size_t stride;

	for (stride = 2; stride <= STRIDES && stride <= first + 1; stride++) {
		size_t last = last_stamp(page, first, stride);

		if (last < first + (ENTRIES - 1) * stride ||
		    !are_entries(page, first + 1 - stride, first))
			continue;
		/*
		 * Its later dates would be taken for those of a listing that begins below the
		 * first.
		 */
		*found = (struct listing){
			is_timeline(page, first, last) ? last + 1 : first + 1 - stride, last + 1};
		return true;
	}
	return false;
}

void gh_find_listings(struct gh_page *page)
{
	struct listing listing;
	size_t i, k;

	if (!memchr(page->kind, GH_STAMP, page->doc->count))
		return;
	for (i = 1; i < page->doc->count; i++) {
		if (page->kind[i] != GH_STAMP || !find_listing(page, i, &listing))
			continue;
		for (k = listing.begin; k < listing.end; k++)
			page->facts[k] |= GH_IS_LISTED;
		i = listing.end - 1;
	}
}

/* The listing's first line is known by the line above it, which is of none. */
static size_t listing_end(const struct gh_page *page, size_t begin)
{
	while (gh_is(page, begin, GH_IS_LISTED))
		begin++;
	return begin;
}

/* More prose above than in it. */
static bool is_below_article(const struct gh_page *page, size_t begin, size_t end, uint32_t above)
{
	return above >= ARTICLE && gh_prose_between(page, begin, end) <= above;
}

static bool is_heading(const struct gh_page *page, size_t i)
{
	return !gh_is(page, i, GH_IS_PROSE | GH_IS_KEPT) && page->words[i] <= HEADING_WORDS &&
	       !(page->marks[i] & GH_STOP);
}

static void drop_listing(const struct gh_page *page, struct gh_decision *decisions, size_t begin,
                         size_t end)
{
	size_t k;

	for (k = is_heading(page, begin - 1) ? begin - 1 : begin; k < end; k++)
		if (!gh_is(page, k, GH_IS_KEPT))
			gh_drop(&decisions[k], GH_BY_HEADLINES);
}

/* With no paragraph below. */
void gh_drop_listings(const struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, end = 0, count = page->doc->count, last;
	uint32_t above = 0;

	if (!(page->any & GH_IS_LISTED))
		return;
	last = gh_last(page, count, GH_IS_PARAGRAPH);
	for (i = gh_next(page, 1, GH_IS_LISTED); i < count; i = gh_next(page, end, GH_IS_LISTED)) {
		above += gh_prose_between(page, end, i);
		end = listing_end(page, i);
		if ((last == GH_NOWHERE || last < end) && is_below_article(page, i, end, above))
			drop_listing(page, decisions, i, end);
		above += gh_prose_between(page, i, end);
	}
}
