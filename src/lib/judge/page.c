/* SPDX-License-Identifier: MIT */
#include "judge/page.h"

#include <string.h>

#include "judge/estimate.h"
#include "judge/likeness.h"
#include "judge/listing.h"
#include "judge/place.h"
#include "text/memo.h"

bool gh_page_init(struct gh_page *page, const ghirbal_allocator *from, struct gh_lexemes *lexemes)
{
	memset(page, 0, sizeof *page);
	page->from = *from;
	if (!gh_shapes_init(&page->shapes, from, lexemes))
		return false;
	page->told = gh_zeroed(from, GH_MEMO_LINES * sizeof *page->told);
	return page->told != NULL;
}

void gh_page_free(struct gh_page *page)
{
	gh_shapes_free(&page->shapes);
	gh_release(&page->from, page->told);
	gh_release(&page->from, page->columns);
	gh_release(&page->from, page->units);
	gh_table_free(&page->table, &page->from);
	gh_release(&page->from, page->counts);
}

/* Text about the site and its users, among more of it, is a policy or a form and no article. */
static bool among_policies(const struct gh_page *page, size_t i)
{
	size_t k, near = 0, from = i < GH_P_POLICY_LINES ? 0 : i - GH_P_POLICY_LINES;

	for (k = from; k <= i + GH_P_POLICY_LINES; k++)
		near += gh_is(page, k, GH_IS_ABOUT_SITE);
	return near >= GH_P_POLICY_NEAR;
}

static bool is_section(const struct gh_page *page, size_t i)
{
	return page->words[i] <= GH_P_SECTION_WORDS &&
	       (gh_is(page, i, GH_IS_HINTED) || gh_shape_of(page, i)->section == page->words[i]);
}

static void find_first(struct gh_page *page)
{
	size_t i = 0, last = page->doc->count - 1;

	while (i < last && (gh_is(page, i, GH_IS_RULED) || is_section(page, i)))
		i++;
	page->first = i;
}

static void tell_policies(struct gh_page *page)
{
	const uint32_t both = GH_IS_PROSE | GH_IS_ABOUT_SITE;
	size_t i, count = page->doc->count;

	find_first(page);
	if (gh_shape_of(page, page->first)->policy > 0)
		return; /* here it is what the page is about */
	for (i = gh_next_such(page, 0, both, both); i < count;
	     i = gh_next_such(page, i + 1, both, both)) {
		if (!among_policies(page, i))
			continue;
		page->facts[i] &= ~(uint32_t)(GH_IS_PROSE | GH_IS_PARAGRAPH);
		page->facts[i] |= GH_IS_POLICY;
	}
}

static bool is_stride(uint32_t lines)
{
	return lines >= 2 && lines <= GH_P_STRIDE;
}

static bool may_be_button(const struct gh_page *page, size_t i)
{
	uint32_t facts = page->facts[i];

	return page->copies[i] >= GH_P_BUTTON && (facts & GH_IS_TOLD) &&
	       !(facts & (GH_IS_INFO | GH_IS_SECTION)) &&
	       !((facts & GH_IS_HINTED) && page->subject[i] == GH_GROUP_NAV);
}

/*
 * "Add to cart" under each of several things says no more of its neighbours than that they are
 * several things.  The copies of a menu's entry lie a menu apart.
 */
static void find_buttons(struct gh_page *page)
{
	size_t i, next = page->doc->count;

	for (i = gh_last(page, next, GH_IS_COPIED); i != GH_NOWHERE;
	     i = gh_last(page, i, GH_IS_COPIED)) {
		if (!may_be_button(page, i))
			continue;
		if (is_stride(page->since_copy[i]) ||
		    (next < page->doc->count && page->shaped[next]->copy == page->shaped[i]->copy &&
		     is_stride(page->since_copy[next]))) {
			page->facts[i] |= GH_IS_BUTTON;
			page->facts[i] &= ~(uint32_t)GH_IS_CHROME;
			next = i;
		}
	}
}

/* One list of short pieces is an author's; one under each of several things is its tags. */
static void find_tag_lists(struct gh_page *page)
{
	size_t i, count = page->doc->count, first = gh_next_marked(page, 0, GH_LISTED);

	page->lists = 0;
	for (i = first; i < count; i = gh_next_marked(page, i + 1, GH_LISTED))
		page->lists++;
	if (page->lists < GH_P_TAG_LISTS)
		return;
	for (i = first; i < count; i = gh_next_marked(page, i + 1, GH_LISTED))
		page->facts[i] |= GH_IS_CHROME;
}

static void find_ends(struct gh_page *page)
{
	page->last_prose = gh_last(page, page->doc->count, GH_IS_PROSE);
	page->first_prose = page->last_prose == GH_NOWHERE ? GH_NOWHERE
	                                                   : gh_next(page, 0, GH_IS_PROSE);
}

/*
 * One word, such as a section's or "comments", is a heading as often as a button, and a hint is no
 * more than one: among prose, with hardly any chrome about, the line is the author's.  Longer
 * phrases of rules are chrome wherever they stand.
 */
static bool is_doubtful(const struct gh_page *page, size_t i)
{
	size_t k, chrome = 0, from = i < GH_P_DOUBT ? 0 : i - GH_P_DOUBT;
	bool hinted = gh_is(page, i, GH_IS_HINTED);

	for (k = from; k <= i + GH_P_DOUBT; k++)
		chrome += k != i && gh_is(page, k, GH_IS_CHROME);
	if (page->words[i] > 1)
		return hinted && chrome == 0;
	return (hinted || (page->subject[i] != GH_GROUP_RELATED &&
	                   page->subject[i] != GH_GROUP_SHARE)) &&
	       chrome < GH_P_DOUBT;
}

/* All are asked before any is doubted, since each is chrome to the others. */
static void doubt_lone_lines(struct gh_page *page)
{
	const uint32_t told = GH_IS_RULED | GH_IS_HINTED | GH_IS_HEAD | GH_IS_END | GH_IS_CHROME |
	                      GH_IS_HALF_KNOWN | GH_IS_KNOWN;
	size_t i, first;

	if (page->first_prose == GH_NOWHERE)
		return;
	first = gh_next(page, page->first_prose, GH_IS_TOLD);
	for (i = first; i < page->last_prose; i = gh_next(page, i + 1, GH_IS_TOLD))
		if (is_doubtful(page, i))
			page->facts[i] |= GH_IS_DOUBTED;
	first = gh_next(page, first, GH_IS_DOUBTED);
	for (i = first; i < page->last_prose; i = gh_next(page, i + 1, GH_IS_DOUBTED))
		page->facts[i] &= ~told;
}

/* All ones if the facts have one of these. */
static inline uint32_t has(uint32_t facts, uint32_t these)
{
	return (facts & these) == 0 ? 0 : UINT32_MAX;
}

/* What is the site's and what is an echo, now that prose, buttons and doubts are known. */
static void settle(struct gh_page *page)
{
	size_t i, k;

	for (i = 0; i < page->doc->count; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++) {
			uint32_t facts = page->facts[i + k];
			uint32_t told = has(facts, GH_IS_TOLD) & ~has(facts, GH_IS_INFO);
			uint32_t sites = (told | has(facts, GH_IS_KNOWN)) &
			                 ~has(facts, GH_IS_BUTTON);

			facts &= ~(has(facts, GH_IS_PROSE | GH_IS_BUTTON) & GH_IS_ECHO);
			page->facts[i + k] = facts | (sites & GH_IS_SITES);
		}
}

static bool is_card(const struct gh_page *page, size_t i)
{
	uint32_t title = page->words[i], text = page->words[i + 1];

	return text >= GH_P_CARD_TEXT && title <= GH_P_CARD_TITLE &&
	       text >= title + GH_P_CARD_LONGER &&
	       !((page->facts[i] | page->facts[i + 1]) & GH_IS_TOLD) &&
	       gh_shape_of(page, i + 1)->function;
}

/*
 * A short line over a longer one: service cards, questions with answers, headings with text.  The
 * number of the longer one's words has a bit that those up to three have not.
 */
static void find_cards(struct gh_page *page)
{
	size_t i, card;
	uint32_t left;

	_Static_assert(GH_P_CARD_TEXT > 3, "others are passed over");
	for (i = 0; i + 1 < page->doc->count; i += GH_FLAGS_LINES)
		for (left = gh_flagged_any(page->words + i + 1, ~UINT32_C(3)); left;
		     left &= left - 1) {
			card = i + (size_t)__builtin_ctz(left);
			if (!is_card(page, card))
				continue;
			page->facts[card] |= GH_IS_CARD;
			page->facts[card + 1] |= GH_IS_UNDER;
		}
}

bool gh_page_read(struct gh_page *page, const struct gh_doc *doc, const struct gh_ruleset *rules,
                  const struct gh_hits *hits)
{
	page->doc = doc;
	page->supported = false;
	if (!gh_facts_read(page, rules, hits) || !gh_count_copies(page))
		return false;
	tell_policies(page);
	find_buttons(page);
	find_tag_lists(page);
	find_ends(page);
	doubt_lone_lines(page);
	settle(page);
	if (!gh_estimate(page))
		return false;
	gh_page_add_up(page);
	return true;
}

bool gh_page_read_on(struct gh_page *page)
{
	if (!gh_find_signs(page))
		return false;
	gh_find_listings(page);
	find_cards(page);
	gh_find_near_copies(page);
	gh_find_headline(page);
	gh_page_locate(page);
	page->any = gh_flags_all(page->facts, page->doc->count);
	return true;
}
