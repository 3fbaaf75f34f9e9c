/* SPDX-License-Identifier: MIT */
#include "judge/evidence.h"

#include <string.h>

#include "judge/neighbours.h"
#include "judge/recurrence.h"
#include "judge/support.h"
#include "judge/trait.h"
#include "judge/unit.h"

/* ---- what a line is ---- */

/* A yes where the facts of a mask are these and no others. */
static const struct {
	enum gh_evidence row;
	uint32_t mask, facts;
} told[] = {
	{GH_E_RULED, GH_IS_RULED | GH_IS_INFO, GH_IS_RULED},
	{GH_E_HINTED, GH_IS_HINTED | GH_IS_INFO, GH_IS_HINTED},
	{GH_E_COPIED, GH_IS_COPIED, GH_IS_COPIED},
	{GH_E_HEADLINE, GH_IS_HEADLINE, GH_IS_HEADLINE},
	{GH_E_NEAR_COPY, GH_IS_NEAR_COPY, GH_IS_NEAR_COPY},
	{GH_E_TAIL_COPY, GH_IS_TAIL | GH_IS_NEAR_COPY, GH_IS_TAIL | GH_IS_NEAR_COPY},
	{GH_E_GAP_CLEAN, GH_IS_ENCLOSED, GH_IS_ENCLOSED},
	{GH_E_SITE_NAME, GH_IS_SIGNED, GH_IS_SIGNED},
	{GH_E_UNIT_DATED, GH_IS_LISTED, GH_IS_LISTED},
	{GH_E_CARD, GH_IS_CARD, GH_IS_CARD},
	{GH_E_CARD_COPIED, GH_IS_CARD | GH_IS_COPIED, GH_IS_CARD | GH_IS_COPIED},
	{GH_E_POLICY, GH_IS_POLICY, GH_IS_POLICY},
};

static void tell_fact(int16_t *restrict column, const uint32_t *restrict facts, size_t count,
                      uint32_t mask, uint32_t wanted)
{
	size_t i, k;

	for (i = 0; i < count; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++)
			column[i + k] = gh_yes((facts[i + k] & mask) == wanted);
}

static void tell_facts(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t k;

	for (k = 0; k < sizeof told / sizeof told[0]; k++) {
		int16_t *column;

		if ((page->any & told[k].facts) != told[k].facts)
			continue;
		column = gh_matrix_column(matrix, told[k].row);
		tell_fact(column, page->facts, page->doc->count, told[k].mask, told[k].facts);
	}
}

static void tell_rules(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i, count = page->doc->count;

	for (i = gh_next(page, 0, GH_IS_TAIL); i < count; i = gh_next(page, i + 1, GH_IS_TAIL))
		if (page->words[i] <= 30 && !(page->marks[i] & GH_STOP))
			gh_tell(matrix, GH_E_TAIL, i, GH_ONE);
	for (i = gh_next(page, 0, GH_IS_HALF_KNOWN); i < count;
	     i = gh_next(page, i + 1, GH_IS_HALF_KNOWN))
		gh_tell(matrix, GH_E_COVERED, i, page->cover[i]);
}

static void tell_copies(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i, count = page->doc->count;

	for (i = gh_next(page, 0, GH_IS_COPIED); i < count; i = gh_next(page, i + 1, GH_IS_COPIED))
		if (page->copies[i] >= 3)
			gh_tell(matrix, GH_E_COPIED_OFTEN, i, GH_ONE);
	if (page->doc->first)
		gh_tell(matrix, GH_E_FIRST, page->first, GH_ONE);
}

static void tell_lists(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i, count = page->doc->count;

	for (i = 0; i < count && page->lists >= 4; i++)
		if (page->marks[i] & GH_LISTED)
			gh_tell(matrix, GH_E_LISTED_OFTEN, i, GH_ONE);
	for (i = gh_next(page, 0, GH_IS_SECTION); i < count; i = gh_next(page, i + 1, GH_IS_SECTION))
		if (page->words[i] <= 6)
			gh_tell(matrix, GH_E_SECTIONS, i,
			        gh_share(gh_shape_of(page, i)->section, page->words[i]));
}

static void tell_memory(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && page->doc->site_documents > 0; i++) {
		gh_tell(matrix, GH_E_RECURS, i, gh_recurrence_of(page, i));
		gh_tell(matrix, GH_E_NEW, i, gh_yes(gh_is_new(page, i)));
	}
}

static void tell_support(struct gh_matrix *matrix, const struct gh_page *page, size_t i)
{
	int16_t support = gh_support_of(page, i);

	gh_tell(matrix, GH_E_SUPPORT, i, support);
	gh_tell(matrix, GH_E_NO_SUPPORT, i, gh_yes(support == 0 && gh_shape_of(page, i)->stems >= 2));
	gh_tell(matrix, GH_E_SUPPORT_LONG, i, page->words[i] >= 5 ? support : 0);
}

/* ---- where it stands ---- */

static void tell_stretch(struct gh_matrix *matrix, const struct gh_page *page)
{
	int16_t *outside;
	size_t i;

	if (page->end == 0)
		return;
	gh_tell_lines(matrix, GH_E_INSIDE, page->begin, page->end, GH_ONE);
	for (i = page->begin; i < page->end; i++)
		if (page->words[i] <= 8)
			gh_tell(matrix, GH_E_INSIDE_SHORT, i, GH_ONE);
	outside = gh_matrix_column(matrix, GH_E_OUTSIDE);
	for (i = 0; i < page->begin; i++)
		outside[i] = (int16_t)(page->sureness * gh_log_share(page->begin - i, 4) / GH_ONE);
	for (i = page->end; i < page->doc->count; i++)
		outside[i] = (int16_t)(page->sureness * gh_log_share(i + 1 - page->end, 4) / GH_ONE);
}

static size_t count_chrome(const struct gh_page *page, size_t begin, size_t end)
{
	size_t chrome = 0;

	for (; begin < end; begin++)
		chrome += gh_is(page, begin, GH_IS_CHROME);
	return chrome;
}

/* The lines [begin, end) stand above the first line of prose. */
static void tell_lead(struct gh_matrix *matrix, const struct gh_page *page, size_t end)
{
	int16_t *lead = gh_matrix_column(matrix, GH_E_LEAD);
	int16_t *after_chrome = gh_matrix_column(matrix, GH_E_LEAD_CHROME);
	size_t i, chrome = 0;

	for (i = end; i-- > 0;) {
		chrome += gh_is(page, i, GH_IS_CHROME);
		lead[i] = chrome == 0 ? gh_share(1, end - i) : 0;
		after_chrome[i] = gh_share(chrome, 3);
	}
}

/* From begin on there is no more prose. */
static void tell_rest(struct gh_matrix *matrix, const struct gh_page *page, size_t begin)
{
	int16_t *after_chrome = gh_matrix_column(matrix, GH_E_REST_CHROME);
	size_t i, chrome = 0;

	for (i = begin; i < page->doc->count; i++) {
		chrome += gh_is(page, i, GH_IS_CHROME);
		after_chrome[i] = gh_share(chrome, 3);
	}
}

static void tell_gaps(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t begin, end;

	if (page->first_prose == GH_NOWHERE)
		return;
	tell_lead(matrix, page, page->first_prose);
	for (begin = page->first_prose + 1; begin < page->last_prose; begin = end + 1) {
		end = gh_next(page, begin, GH_IS_PROSE);
		gh_tell_lines(matrix, GH_E_GAP_CHROME, begin, end,
		           gh_share(count_chrome(page, begin, end), end - begin));
		gh_tell_lines(matrix, GH_E_GAP_LENGTH, begin, end, gh_log(end - begin) / 4);
	}
	tell_rest(matrix, page, page->last_prose + 1);
}

/* Groups whose lines stand below articles. */
static bool ends_articles(unsigned char group)
{
	return group == GH_GROUP_COMMENTS || group == GH_GROUP_LEGAL || group == GH_GROUP_TAGS ||
	       group == GH_GROUP_LOGIN;
}

static bool ends_article(const struct gh_page *page, size_t i)
{
	return gh_is(page, i, GH_IS_END) ||
	       (gh_is(page, i, GH_IS_RULED) && ends_articles(page->subject[i]));
}

/* A whole sentence is of the article again. */
static bool is_of_article(const struct gh_page *page, size_t i)
{
	return gh_is(page, i, GH_IS_PARAGRAPH) ||
	       (gh_is(page, i, GH_IS_PROSE) && (page->marks[i] & GH_STOP));
}

/* A heading is remembered until a sentence of the article; it says less with each line. */
static void tell_heads(struct gh_matrix *matrix, const struct gh_page *page)
{
	unsigned char subject = GH_GROUPS;
	size_t i, since = 0;

	for (i = gh_next(page, 0, GH_IS_HEAD); i < page->doc->count; i++) {
		if (gh_is(page, i, GH_IS_HEAD) && page->copies[i] < GH_P_BUTTON) {
			subject = page->subject[i];
			since = 0;
			continue;
		}
		if (subject == GH_GROUPS || is_of_article(page, i)) {
			subject = GH_GROUPS;
			i = gh_next(page, i + 1, GH_IS_HEAD) - 1;
			continue;
		}
		since++;
		gh_tell(matrix, subject == GH_GROUP_RELATED ? GH_E_AFTER_RELATED : GH_E_AFTER_HEAD, i,
		        gh_share(100, 100 + GH_P_FADE * since));
	}
}

/* So are ends, until a paragraph makes one of them fade. */
static void tell_ends(struct gh_matrix *matrix, const struct gh_page *page)
{
	const uint32_t turns = GH_IS_END | GH_IS_RULED | GH_IS_PARAGRAPH;
	size_t i, begin = 0, count = page->doc->count;
	unsigned ends = 0;

	for (i = gh_next(page, 0, turns); begin < count; i = gh_next(page, begin, turns)) {
		gh_tell_lines(matrix, GH_E_AFTER_END, begin, i < count ? i + 1 : count,
		              gh_share(ends, 2));
		begin = i + 1;
		if (gh_is(page, i, GH_IS_PARAGRAPH))
			ends -= ends > 0;
		if (ends_article(page, i))
			ends = ends < GH_P_ENDS_MOST - 1 ? ends + 1 : GH_P_ENDS_MOST;
	}
}

/* ---- the run of lines of one pattern that it is in ---- */

static void tell_kinds(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count; i++) {
		if (page->kind[i] == GH_FIELD)
			gh_tell(matrix, GH_E_FIELD, i, GH_ONE);
		if (page->kind[i] != GH_PRICE)
			continue;
		gh_tell(matrix, GH_E_PRICED, i, GH_ONE);
		if (i > 0 && page->kind[i - 1] != GH_PRICE)
			gh_tell(matrix, GH_E_ABOVE_PRICE, i - 1, GH_ONE);
	}
}

static void tell_unit(struct gh_matrix *matrix, const struct gh_page *page,
                      const struct gh_unit *unit)
{
	size_t begin = unit->begin, end = unit->end;
	bool colon = begin > 0 && (page->marks[begin - 1] & GH_COLON) &&
	             !gh_is(page, begin - 1, GH_IS_RULED);

	gh_tell_lines(matrix, GH_E_UNIT_PRICED, begin, end, gh_yes(unit->priced));
	gh_tell_lines(matrix, GH_E_UNIT_ASKED, begin, end, gh_yes(unit->asked));
	gh_tell_lines(matrix, GH_E_UNIT_COUNTED, begin, end, gh_yes(unit->counted));
	gh_tell_lines(matrix, GH_E_UNIT_OFFERED, begin, unit->offered, gh_yes(unit->offered > begin));
	gh_tell_lines(matrix, GH_E_UNIT_FIELDS, begin, end, unit->fields);
	gh_tell_lines(matrix, GH_E_UNIT_CUT, begin, end, unit->cut);
	gh_tell_lines(matrix, GH_E_UNIT_SORTED, begin, end, unit->sorted);
	gh_tell_lines(matrix, GH_E_UNIT_COLON, begin, end, gh_yes(colon));
}

/* ---- the whole ---- */

static void tell_page(struct gh_matrix *matrix, const struct gh_page *page)
{
	matrix->of_page[GH_E_PAGE_SHORT] = page->short_share;
	matrix->of_page[GH_E_PAGE_PROSE] = page->prose_share;
	matrix->of_page[GH_E_PAGE_LINES] = page->log_lines / 6;
	matrix->of_page[GH_E_PAGE_BARE] = gh_yes(page->prose_words < 60);
	matrix->of_page[GH_E_UNCERTAIN] = page->uncertain;
}

static void tell_all(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t k;

	tell_page(matrix, page);
	tell_facts(matrix, page);
	tell_rules(matrix, page);
	tell_copies(matrix, page);
	tell_lists(matrix, page);
	tell_memory(matrix, page);
	tell_stretch(matrix, page);
	tell_gaps(matrix, page);
	tell_heads(matrix, page);
	tell_ends(matrix, page);
	gh_tell_neighbours(matrix, page);
	tell_kinds(matrix, page);
	for (k = 0; k < page->units_count; k++)
		tell_unit(matrix, page, &page->units[k]);
}

bool gh_evidence_read(struct gh_matrix *matrix, struct gh_page *page)
{
	bool asked = false;
	size_t i;

	if (!gh_matrix_open(matrix, page))
		return false;
	tell_all(matrix, page);
	for (i = 0; i < page->doc->count; i++) {
		if (!gh_is(page, i, GH_IS_WEIGHED) || gh_shape_of(page, i)->stems == 0)
			continue;
		if (!asked && !gh_gather_support(page, GH_IS_WEIGHED))
			return false;
		asked = true;
		tell_support(matrix, page, i);
	}
	return true;
}

void gh_evidence_of(const struct gh_matrix *matrix, const struct gh_page *page, size_t i,
                    int16_t *values)
{
	size_t row;

	for (row = GH_SHAPE_EVIDENCE; row < GH_EVIDENCE; row++)
		values[row] = gh_matrix_row(matrix, row)[matrix->told[row] ? i : 0];
	gh_traits_of(gh_shape_of(page, i), values);
}
