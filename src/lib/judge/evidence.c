/* SPDX-License-Identifier: MIT */
#include "judge/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "judge/place.h"
#include "judge/recurrence.h"
#include "judge/support.h"
#include "judge/trait.h"
#include "judge/unit.h"

#define NEIGHBOURS 5   /* lines on each side that lend a line their character */

/* ---- columns ---- */

static void set_shares(struct gh_evidence_table *table);

void gh_evidence_init(struct gh_evidence_table *table)
{
	memset(table, 0, sizeof *table);
	set_shares(table);
}

void gh_evidence_free(struct gh_evidence_table *table, const ghirbal_allocator *from)
{
	gh_release(from, table->cells);
}

static bool open_table(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t lines = (page->doc->count / GH_MARGIN + 1) * GH_MARGIN;

	if (!GH_GROW(&page->from, table->cells, table->room,
	             lines * (GH_EVIDENCE - GH_SHAPE_EVIDENCE)))
		return false;
	table->stride = lines;
	memset(table->told, 0, sizeof table->told);
	return true;
}

static int16_t *column_of(const struct gh_evidence_table *table, size_t row)
{
	return table->cells + (row - GH_SHAPE_EVIDENCE) * table->stride;
}

/* The column of a row that the page has something to say for. */
static int16_t *open_column(struct gh_evidence_table *table, enum gh_evidence row)
{
	int16_t *column = column_of(table, row);

	if (!table->told[row])
		memset(column, 0, table->stride * sizeof *column);
	table->told[row] = true;
	return column;
}

static void tell(struct gh_evidence_table *table, enum gh_evidence row, size_t i, int16_t value)
{
	if (value)
		open_column(table, row)[i] = value;
}

static void tell_lines(struct gh_evidence_table *table, enum gh_evidence row, size_t begin,
                       size_t end, int16_t value)
{
	int16_t *column;

	if (!value)
		return;
	for (column = open_column(table, row); begin < end; begin++)
		column[begin] = value;
}

/* The logarithm of n + 1 as a share of most. */
static int16_t log_share(size_t n, size_t most)
{
	return gh_share((size_t)gh_log(n), most * GH_ONE);
}

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

static void tell_facts(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t k;

	for (k = 0; k < sizeof told / sizeof told[0]; k++) {
		int16_t *column;

		if ((page->any & told[k].facts) != told[k].facts)
			continue;
		column = open_column(table, told[k].row);
		tell_fact(column, page->facts, page->doc->count, told[k].mask, told[k].facts);
	}
}

static void tell_rules(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && (page->any & (GH_IS_TAIL | GH_IS_HALF_KNOWN)); i++) {
		if (gh_is(page, i, GH_IS_TAIL) && page->words[i] <= 30 && !(page->marks[i] & GH_STOP))
			tell(table, GH_E_TAIL, i, GH_ONE);
		if (gh_is(page, i, GH_IS_HALF_KNOWN))
			tell(table, GH_E_COVERED, i, page->cover[i]);
	}
}

static void tell_copies(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && (page->any & GH_IS_COPIED); i++)
		if (page->copies[i] >= 3)
			tell(table, GH_E_COPIED_OFTEN, i, GH_ONE);
	if (page->doc->first)
		tell(table, GH_E_FIRST, page->first, GH_ONE);
}

static void tell_lists(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && page->lists >= 4; i++)
		if (page->marks[i] & GH_LISTED)
			tell(table, GH_E_LISTED_OFTEN, i, GH_ONE);
	for (i = 0; i < page->doc->count && (page->any & GH_IS_SECTION); i++)
		if (gh_is(page, i, GH_IS_SECTION) && page->words[i] <= 6)
			tell(table, GH_E_SECTIONS, i,
			     gh_share(gh_shape_of(page, i)->section, page->words[i]));
}

static void tell_memory(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && page->doc->site_documents > 0; i++) {
		tell(table, GH_E_RECURS, i, gh_recurrence_of(page, i));
		tell(table, GH_E_NEW, i, gh_yes(gh_is_new(page, i)));
	}
}

static void tell_support(struct gh_evidence_table *table, const struct gh_page *page, size_t i)
{
	int16_t support = gh_support_of(page, i);

	tell(table, GH_E_SUPPORT, i, support);
	tell(table, GH_E_NO_SUPPORT, i, gh_yes(support == 0 && gh_shape_of(page, i)->stems >= 2));
	tell(table, GH_E_SUPPORT_LONG, i, page->words[i] >= 5 ? support : 0);
}

/* ---- where it stands ---- */

static void tell_stretch(struct gh_evidence_table *table, const struct gh_page *page)
{
	int16_t *outside;
	size_t i;

	if (page->end == 0)
		return;
	tell_lines(table, GH_E_INSIDE, page->begin, page->end, GH_ONE);
	for (i = page->begin; i < page->end; i++)
		if (page->words[i] <= 8)
			tell(table, GH_E_INSIDE_SHORT, i, GH_ONE);
	outside = open_column(table, GH_E_OUTSIDE);
	for (i = 0; i < page->begin; i++)
		outside[i] = (int16_t)(page->sureness * log_share(page->begin - i, 4) / GH_ONE);
	for (i = page->end; i < page->doc->count; i++)
		outside[i] = (int16_t)(page->sureness * log_share(i + 1 - page->end, 4) / GH_ONE);
}

static size_t count_chrome(const struct gh_page *page, size_t begin, size_t end)
{
	size_t chrome = 0;

	for (; begin < end; begin++)
		chrome += gh_is(page, begin, GH_IS_CHROME);
	return chrome;
}

/* The lines [begin, end) stand above the first line of prose. */
static void tell_lead(struct gh_evidence_table *table, const struct gh_page *page, size_t end)
{
	int16_t *lead = open_column(table, GH_E_LEAD);
	int16_t *after_chrome = open_column(table, GH_E_LEAD_CHROME);
	size_t i, chrome = 0;

	for (i = end; i-- > 0;) {
		chrome += gh_is(page, i, GH_IS_CHROME);
		lead[i] = chrome == 0 ? gh_share(1, end - i) : 0;
		after_chrome[i] = gh_share(chrome, 3);
	}
}

/* From begin on there is no more prose. */
static void tell_rest(struct gh_evidence_table *table, const struct gh_page *page, size_t begin)
{
	int16_t *after_chrome = open_column(table, GH_E_REST_CHROME);
	size_t i, chrome = 0;

	for (i = begin; i < page->doc->count; i++) {
		chrome += gh_is(page, i, GH_IS_CHROME);
		after_chrome[i] = gh_share(chrome, 3);
	}
}

static void tell_gaps(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t begin, end;

	if (page->first_prose == GH_NOWHERE)
		return;
	tell_lead(table, page, page->first_prose);
	for (begin = page->first_prose + 1; begin < page->last_prose; begin = end + 1) {
		end = gh_gap_end(page, begin, GH_IS_PROSE);
		tell_lines(table, GH_E_GAP_CHROME, begin, end,
		           gh_share(count_chrome(page, begin, end), end - begin));
		tell_lines(table, GH_E_GAP_LENGTH, begin, end, gh_log(end - begin) / 4);
	}
	tell_rest(table, page, page->last_prose + 1);
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
static void tell_heads(struct gh_evidence_table *table, const struct gh_page *page)
{
	unsigned char subject = GH_GROUPS;
	size_t i, since = 0;

	for (i = 0; i < page->doc->count && (page->any & GH_IS_HEAD); i++) {
		if (gh_is(page, i, GH_IS_HEAD) && page->copies[i] < GH_P_BUTTON) {
			subject = page->subject[i];
			since = 0;
			continue;
		}
		if (subject == GH_GROUPS || is_of_article(page, i)) {
			subject = GH_GROUPS;
			continue;
		}
		since++;
		tell(table, subject == GH_GROUP_RELATED ? GH_E_AFTER_RELATED : GH_E_AFTER_HEAD, i,
		     gh_share(100, 100 + GH_P_FADE * since));
	}
}

/* So are ends, until a paragraph makes one of them fade. */
static void tell_ends(struct gh_evidence_table *table, const struct gh_page *page)
{
	unsigned ends = 0;
	size_t i;

	for (i = 0; i < page->doc->count && (page->any & GH_IS_RULED); i++) {
		tell(table, GH_E_AFTER_END, i, gh_share(ends, 2));
		if (gh_is(page, i, GH_IS_PARAGRAPH))
			ends -= ends > 0;
		if (ends_article(page, i))
			ends = ends < GH_P_ENDS_MOST - 1 ? ends + 1 : GH_P_ENDS_MOST;
	}
}

/* ---- its neighbours ---- */

/* Lines of this fact at most reach lines away, as a share of most; or of all lines there are. */
struct window {
	enum gh_evidence row;
	uint32_t fact;
	unsigned reach, most;
	bool itself; /* counts too */
};

static const struct window windows[GH_WINDOWS] = {
	{GH_E_SITE_NEAR, GH_IS_ABOUT_SITE, 3, 7, true},
	{GH_E_PROSE_NEAR, GH_IS_PROSE, NEIGHBOURS, 2 * NEIGHBOURS, false},
	{GH_E_RULED_NEAR, GH_IS_SITES, NEIGHBOURS, 0, false},
	{GH_E_CHROME_NEAR, GH_IS_CHROME, 8, 0, true},
	{GH_E_CARDS, GH_IS_CARD, 8, 5, true},
	{GH_E_ECHOES, GH_IS_ECHO, 2, 5, true},
	{GH_E_DATES_NEAR, GH_IS_DATED, 8, 4, true},
};

static void set_shares(struct gh_evidence_table *table)
{
	size_t w, n;

	for (w = 0; w < GH_WINDOWS; w++)
		for (n = 0; n < GH_WINDOW_ROOM; n++)
			table->shares[w][n] = gh_share(n, windows[w].most ? windows[w].most
			                                          : 2 * windows[w].reach + windows[w].itself);
}

static void mark_lines(unsigned char *restrict such, const uint32_t *restrict facts, size_t count,
                       uint32_t fact)
{
	size_t i, k;

	for (i = 0; i < count; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++)
			such[i + k] = (facts[i + k] & fact) != 0;
	memset(such + i, 0, GH_MARGIN);
	memset(such - GH_MARGIN, 0, GH_MARGIN);
}

/* How many of so many lines from each on are such. */
static void count_lines(unsigned char *restrict near, const unsigned char *restrict such,
                        size_t count, size_t lines)
{
	size_t i, k, n;

	for (i = 0; i < count; i += GH_MARGIN) {
		unsigned char sums[GH_MARGIN] = {0};

		for (n = 0; n < lines; n++)
			for (k = 0; k < GH_MARGIN; k++)
				sums[k] = (unsigned char)(sums[k] + such[i + n + k]);
		memcpy(near + i, sums, sizeof sums);
	}
}

static void take_away(unsigned char *restrict near, const unsigned char *restrict such, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++)
			near[i + k] = (unsigned char)(near[i + k] - such[i + k]);
}

static size_t lines_around(const struct gh_page *page, size_t i, size_t reach)
{
	size_t below = page->doc->count - 1 - i;

	return (i < reach ? i : reach) + (below < reach ? below : reach);
}

/* At the ends of a page there are fewer lines to be a share of. */
static void tell_ends_of_page(int16_t *column, const struct gh_page *page,
                              const struct window *window)
{
	size_t i, count = page->doc->count, reach = window->reach;

	for (i = 0; i < count; i++) {
		if (i == reach && count - i > reach)
			i = count - reach;
		column[i] = gh_share(page->near[i], lines_around(page, i, reach) + window->itself);
	}
}

static void tell_window(struct gh_evidence_table *table, const struct gh_page *page, size_t w)
{
	const struct window *window = &windows[w];
	const int16_t *shares = table->shares[w];
	int16_t *column;
	size_t i, count = page->doc->count;

	if (!(page->any & window->fact))
		return;
	column = open_column(table, window->row);
	mark_lines(page->such, page->facts, count, window->fact);
	count_lines(page->near, page->such - window->reach, count, 2 * window->reach + 1);
	if (!window->itself)
		take_away(page->near, page->such, count);
	for (i = 0; i < count; i++)
		column[i] = shares[page->near[i]];
	if (!window->most)
		tell_ends_of_page(column, page, window);
}

/* Of the lines that rules take, the next above and the next below. */
static void tell_nearness(struct gh_evidence_table *table, const struct gh_page *page)
{
	int16_t *near = open_column(table, GH_E_RULE_CLOSE);
	int16_t *around = open_column(table, GH_E_RULES_AROUND);
	int16_t *free = open_column(table, GH_E_RULE_FREE);
	size_t i, begin = 0, count = page->doc->count, end = gh_gap_end(page, 0, GH_IS_SITES);
	int16_t space = log_share(end, 4); /* the lines [begin, end) between them */

	for (i = 0; i < count; i++) {
		size_t up = begin > 0 ? i + 1 - begin : GH_NOWHERE, down;
		bool sites = i == end;

		if (sites) {
			end = gh_gap_end(page, i + 1, GH_IS_SITES);
			space = log_share(end - begin, 4);
		}
		down = end < count ? end - i : GH_NOWHERE;
		free[i] = space;
		if (up != GH_NOWHERE || down != GH_NOWHERE)
			near[i] = gh_share(1, up < down ? up : down);
		if (up != GH_NOWHERE && down != GH_NOWHERE)
			around[i] = gh_share(2, (up > down ? up : down) + 1);
		if (sites) {
			begin = i + 1;
			space = log_share(end - begin, 4);
		}
	}
}

static void scale_column(int16_t *restrict scaled, const int16_t *restrict column, size_t lines,
                         int32_t factor)
{
	size_t i, k;

	for (i = 0; i < lines; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++)
			scaled[i + k] = (int16_t)(column[i + k] * factor / GH_ONE);
}

static bool has_button(const struct gh_page *page, size_t begin, size_t end)
{
	while (begin < end && !gh_is(page, begin, GH_IS_BUTTON))
		begin++;
	return begin < end;
}

static bool between_buttons(const struct gh_page *page, size_t i)
{
	size_t last = page->doc->count - 1, from = i < GH_P_STRIDE ? 0 : i - GH_P_STRIDE,
	       to = i + GH_P_STRIDE < last ? i + GH_P_STRIDE : last;

	return has_button(page, i, to) && has_button(page, from, i);
}

static void tell_buttons(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && (page->any & GH_IS_BUTTON); i++)
		if (!gh_is(page, i, GH_IS_SITES | GH_IS_BUTTON) && between_buttons(page, i))
			tell(table, GH_E_BUTTONS, i, GH_ONE);
}

static void tell_like_lines(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i, start = 0, count = page->doc->count;

	for (i = 0; i < count; i++) {
		if (i + 1 < count && !gh_is(page, i, GH_IS_PROSE) &&
		    !gh_is(page, i + 1, GH_IS_PROSE) && !(page->marks[i + 1] & GH_STOP) &&
		    gh_like_sized(page, i, i + 1))
			continue;
		if (i - start >= 2)
			tell_lines(table, GH_E_LIKE_LINES, start, i + 1, log_share(i + 1 - start, 3));
		start = i + 1;
	}
}

static void tell_rhythm(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 2; i + 2 < page->doc->count; i++)
		if (gh_like_sized(page, i, i - 2) && gh_like_sized(page, i, i + 2) &&
		    abs(page->size[i] - page->size[i - 1]) * 100 > 60 * GH_ONE)
			tell(table, GH_E_RHYTHM, i, GH_ONE);
}

/* What a menu says too, or what rules hint at, is a heading of the author's where his text follows. */
static void tell_headings(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i + 1 < page->doc->count; i++) {
		if (page->words[i] > 3 || gh_is(page, i + 1, GH_IS_TOLD))
			continue;
		if (page->since_copy[i] > GH_P_STRIDE)
			tell(table, GH_E_HEADS_COPY, i, GH_ONE);
		if (gh_is(page, i, GH_IS_HINTED) && page->words[i + 1] >= page->words[i] + 2)
			tell(table, GH_E_HINT_HEADS, i, GH_ONE);
	}
}

/* ---- the run of lines of one pattern that it is in ---- */

static void tell_kinds(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count; i++) {
		if (page->kind[i] == GH_FIELD)
			tell(table, GH_E_FIELD, i, GH_ONE);
		if (page->kind[i] != GH_PRICE)
			continue;
		tell(table, GH_E_PRICED, i, GH_ONE);
		if (i > 0 && page->kind[i - 1] != GH_PRICE)
			tell(table, GH_E_ABOVE_PRICE, i - 1, GH_ONE);
	}
}

static void tell_unit(struct gh_evidence_table *table, const struct gh_page *page,
                      const struct gh_unit *unit)
{
	size_t begin = unit->begin, end = unit->end;
	bool colon = begin > 0 && (page->marks[begin - 1] & GH_COLON) &&
	             !gh_is(page, begin - 1, GH_IS_RULED);

	tell_lines(table, GH_E_UNIT_PRICED, begin, end, gh_yes(unit->priced));
	tell_lines(table, GH_E_UNIT_ASKED, begin, end, gh_yes(unit->asked));
	tell_lines(table, GH_E_UNIT_COUNTED, begin, end, gh_yes(unit->counted));
	tell_lines(table, GH_E_UNIT_OFFERED, begin, unit->offered, gh_yes(unit->offered > begin));
	tell_lines(table, GH_E_UNIT_FIELDS, begin, end, unit->fields);
	tell_lines(table, GH_E_UNIT_CUT, begin, end, unit->cut);
	tell_lines(table, GH_E_UNIT_SORTED, begin, end, unit->sorted);
	tell_lines(table, GH_E_UNIT_COLON, begin, end, gh_yes(colon));
}

/* ---- the whole ---- */

static void tell_page(struct gh_evidence_table *table, const struct gh_page *page)
{
	table->of_page[GH_E_PAGE_SHORT] = page->short_share;
	table->of_page[GH_E_PAGE_PROSE] = page->prose_share;
	table->of_page[GH_E_PAGE_LINES] = page->log_lines / 6;
	table->of_page[GH_E_PAGE_BARE] = gh_yes(page->prose_words < 60);
	table->of_page[GH_E_UNCERTAIN] = page->uncertain;
}

static void tell_all(struct gh_evidence_table *table, const struct gh_page *page)
{
	size_t k;

	tell_page(table, page);
	tell_facts(table, page);
	tell_rules(table, page);
	tell_copies(table, page);
	tell_lists(table, page);
	tell_memory(table, page);
	tell_stretch(table, page);
	tell_gaps(table, page);
	tell_heads(table, page);
	tell_ends(table, page);
	for (k = 0; k < GH_WINDOWS; k++)
		tell_window(table, page, k);
	tell_nearness(table, page);
	scale_column(open_column(table, GH_E_UNCERTAIN_NEAR), open_column(table, GH_E_RULE_CLOSE),
	             table->stride, page->uncertain);
	tell_buttons(table, page);
	tell_like_lines(table, page);
	tell_rhythm(table, page);
	tell_headings(table, page);
	tell_kinds(table, page);
	for (k = 0; k < page->units_count; k++)
		tell_unit(table, page, &page->units[k]);
}

bool gh_evidence_read(struct gh_evidence_table *table, struct gh_page *page)
{
	bool asked = false;
	size_t i;

	if (!open_table(table, page))
		return false;
	tell_all(table, page);
	for (i = 0; i < page->doc->count; i++) {
		if (!gh_is(page, i, GH_IS_WEIGHED) || gh_shape_of(page, i)->stems == 0)
			continue;
		if (!asked && !gh_gather_support(page))
			return false;
		asked = true;
		tell_support(table, page, i);
	}
	return true;
}

/* Both have whole margins of lines. */
static void add_column(int32_t *restrict sums, const int16_t *restrict column, int16_t weight,
                       size_t lines)
{
	size_t i, k;

	for (i = 0; i < lines; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++)
			sums[i + k] += weight * column[i + k];
}

void gh_evidence_weigh(const struct gh_evidence_table *table, struct gh_page *page,
                       const struct gh_weights *weights)
{
	int32_t of_page = 0;
	size_t i, row, count = page->doc->count;

	for (row = GH_SHAPE_EVIDENCE; row < GH_EVIDENCE; row++)
		of_page += weights->of[row] * table->of_page[row];
	for (i = 0; i < count; i++)
		page->score[i] = of_page + gh_shape_of(page, i)->worth;
	memset(page->score + count, 0, (table->stride - count) * sizeof *page->score);
	for (row = GH_SHAPE_EVIDENCE; row < GH_EVIDENCE; row++)
		if (table->told[row])
			add_column(page->score, column_of(table, row), weights->of[row],
			           table->stride);
}

void gh_evidence_of(const struct gh_evidence_table *table, const struct gh_page *page, size_t i,
                    int16_t *values)
{
	size_t row;

	memcpy(values, table->of_page, sizeof table->of_page);
	memset(values + GH_EVIDENCE, 0, (GH_EVIDENCE_ROOM - GH_EVIDENCE) * sizeof *values);
	for (row = GH_SHAPE_EVIDENCE; row < GH_EVIDENCE; row++)
		if (table->told[row])
			values[row] = column_of(table, row)[i];
	gh_traits_of(gh_shape_of(page, i), values);
}
