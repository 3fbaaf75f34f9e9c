/* SPDX-License-Identifier: MIT */
#include "judge/page.h"

#include <string.h>

#include "judge/estimate.h"
#include "judge/likeness.h"
#include "judge/listing.h"
#include "judge/place.h"
#include "judge/unit.h"

bool gh_page_init(struct gh_page *page, const ghirbal_allocator *from)
{
	memset(page, 0, sizeof *page);
	page->from = *from;
	return gh_shapes_init(&page->shapes, from);
}

void gh_page_free(struct gh_page *page)
{
	gh_shapes_free(&page->shapes);
	gh_release(&page->from, page->spots);
	gh_table_free(&page->table, &page->from);
	gh_release(&page->from, page->counts);
}

/*
 * One word, such as a section's or "comments", is a heading as often as a button, and a hint is no
 * more than one: among prose, with hardly any chrome about, the line is the author's.  Longer
 * phrases of rules are chrome wherever they stand.
 */
static bool is_doubtful(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spots = page->spots;
	size_t last = page->doc->count - 1, from = i < GH_P_DOUBT ? 0 : i - GH_P_DOUBT,
	       to = i + GH_P_DOUBT < last ? i + GH_P_DOUBT : last;
	size_t k, chrome = 0;

	if (page->first_prose == GH_NOWHERE || i < page->first_prose || i > page->last_prose)
		return false;
	for (k = from; k <= to; k++)
		chrome += k != i && spots[k].chrome;
	if (spots[i].shape->words > 1)
		return spots[i].hinted && chrome == 0;
	return (spots[i].hinted || (spots[i].ruled && spots[i].subject != GH_GROUP_RELATED &&
	                            spots[i].subject != GH_GROUP_SHARE)) &&
	       chrome < GH_P_DOUBT;
}

/* One list of short pieces is an author's; one under each of several things is its tags. */
static void find_tag_lists(struct gh_page *page)
{
	size_t i, lists = 0;

	for (i = 0; i < page->doc->count; i++)
		lists += (page->spots[i].shape->marks & GH_LISTED) != 0;
	page->lists = (uint32_t)lists;
	for (i = 0; i < page->doc->count && lists >= GH_P_TAG_LISTS; i++)
		page->spots[i].chrome |= (page->spots[i].shape->marks & GH_LISTED) != 0;
}

static void doubt_lone_lines(struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count; i++)
		page->spots[i].doubted = is_doubtful(page, i);
	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		if (spot->doubted)
			spot->ruled = spot->hinted = spot->head = spot->end = spot->chrome = false,
			spot->cover = 0;
	}
}

static void find_first(struct gh_page *page)
{
	const struct gh_spot *spots = page->spots;
	size_t i = 0, last = page->doc->count - 1;

	while (i < last && (spots[i].ruled || (spots[i].shape->words <= GH_P_SECTION_WORDS &&
	                                       (spots[i].hinted ||
	                                        spots[i].shape->section == spots[i].shape->words))))
		i++;
	page->first = i;
}

/* Text about the site and its users, among more of it, is a policy or a form and no article. */
static void tell_policies(struct gh_page *page)
{
	struct gh_spot *spots = page->spots;
	size_t i, k, last = page->doc->count - 1;

	find_first(page);
	if (spots[page->first].shape->policy > 0)
		return; /* here it is what the page is about */
	for (i = 0; i <= last; i++) {
		size_t from = i < GH_P_POLICY_LINES ? 0 : i - GH_P_POLICY_LINES, near = 0;
		size_t to = i + GH_P_POLICY_LINES < last ? i + GH_P_POLICY_LINES : last;

		if (!spots[i].prose || spots[i].shape->site == 0)
			continue;
		for (k = from; k <= to; k++)
			near += spots[k].shape->site > 0;
		spots[i].policy = near >= GH_P_POLICY_NEAR;
	}
	for (i = 0; i <= last; i++) {
		spots[i].prose = spots[i].prose && !spots[i].policy;
		spots[i].paragraph = spots[i].paragraph && spots[i].prose;
	}
}

static bool is_stride(uint32_t lines)
{
	return lines >= 2 && lines <= GH_P_STRIDE;
}

/*
 * "Add to cart" under each of several things says no more of its neighbours than that they are
 * several things.  The copies of a menu's entry lie a menu apart.
 */
static void find_buttons(struct gh_page *page)
{
	struct gh_spot *spots = page->spots;
	size_t i, next = page->doc->count;

	for (i = page->doc->count; i-- > 0;) {
		if (spots[i].copies < GH_P_BUTTON || !(spots[i].ruled || spots[i].hinted) ||
		    spots[i].subject == GH_GROUP_INFO ||
		    (spots[i].hinted && spots[i].subject == GH_GROUP_NAV) ||
		    spots[i].shape->section > 0)
			continue;
		spots[i].button = is_stride(spots[i].since_copy) ||
		                  (next < page->doc->count &&
		                   spots[next].line->copy == spots[i].line->copy &&
		                   is_stride(spots[next].since_copy));
		if (spots[i].button) {
			spots[i].chrome = false;
			next = i;
		}
	}
}

static void find_ends(struct gh_page *page)
{
	size_t i;

	page->first_prose = page->last_prose = GH_NOWHERE;
	for (i = 0; i < page->doc->count; i++) {
		if (!page->spots[i].prose)
			continue;
		page->last_prose = i;
		if (page->first_prose == GH_NOWHERE)
			page->first_prose = i;
	}
}

/* A short line over a longer one: service cards, questions with answers, headings with text. */
static void find_cards(struct gh_page *page)
{
	size_t i;

	for (i = 0; i + 1 < page->doc->count; i++) {
		struct gh_spot *title = &page->spots[i], *text = title + 1;

		if (title->ruled || title->hinted || text->ruled || text->hinted ||
		    title->shape->words > GH_P_CARD_TITLE || text->shape->words < GH_P_CARD_TEXT ||
		    text->shape->words < title->shape->words + GH_P_CARD_LONGER ||
		    !text->shape->function)
			continue;
		title->card = text->under = true;
	}
}

bool gh_page_read(struct gh_page *page, const struct gh_doc *doc, const struct gh_ruleset *rules,
                  const struct gh_hits *hits)
{
	struct gh_spot *spots;

	spots = gh_array_grow(&page->from, page->spots, sizeof *spots, &page->room, doc->count);
	if (!spots)
		return false;
	page->spots = spots;
	page->doc = doc;
	page->supported = false;
	gh_facts_read(page, rules, hits);
	if (!gh_count_copies(page))
		return false;
	tell_policies(page);
	find_buttons(page);
	find_tag_lists(page);
	find_ends(page);
	doubt_lone_lines(page);
	gh_find_units(page);
	gh_find_listings(page);
	gh_estimate(page);
	find_cards(page);
	gh_find_near_copies(page);
	gh_page_locate(page);
	gh_find_headline(page);
	return true;
}
