/* SPDX-License-Identifier: MIT */
#include "judge/evidence.h"

#include <string.h>

#include "judge/neighbours.h"
#include "judge/recurrence.h"
#include "judge/support.h"
#include "judge/trait.h"
#include "judge/unit.h"

/* ---- what a line is ---- */

/* A yes where a line has a fact, with one and without another if they are given. */
static const struct {
	enum gh_evidence row;
	uint32_t fact, with, without;
} told[] = {
	{GH_E_RULED, GH_IS_RULED, 0, GH_IS_INFO},
	{GH_E_HINTED, GH_IS_HINTED, 0, GH_IS_INFO},
	{GH_E_COPIED, GH_IS_COPIED, 0, 0},
	{GH_E_HEADLINE, GH_IS_HEADLINE, 0, 0},
	{GH_E_NEAR_COPY, GH_IS_NEAR_COPY, 0, 0},
	{GH_E_TAIL_COPY, GH_IS_TAIL, GH_IS_NEAR_COPY, 0},
	{GH_E_GAP_CLEAN, GH_IS_ENCLOSED, 0, 0},
	{GH_E_SITE_NAME, GH_IS_SIGNED, 0, 0},
	{GH_E_UNIT_DATED, GH_IS_LISTED, 0, 0},
	{GH_E_CARD, GH_IS_CARD, 0, 0},
	{GH_E_CARD_COPIED, GH_IS_CARD, GH_IS_COPIED, 0},
	{GH_E_POLICY, GH_IS_POLICY, 0, 0},
};

/* A yes for those of 64 lines from i on. */
static void tell_yes(struct gh_matrix *matrix, enum gh_evidence row, size_t i, uint64_t lines)
{
	const struct gh_row opened = gh_matrix_open_row(matrix, row);

	for (; lines; lines &= lines - 1)
		gh_put(&opened, i + (size_t)__builtin_ctzll(lines), GH_ONE);
}

static void tell_facts(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	size_t k, n;

	for (k = 0; k < sizeof told / sizeof told[0]; k++) {
		if (!(page->any & told[k].fact))
			continue;
		for (n = 0; n < gh_set_words(sets); n++) {
			uint64_t those = gh_set_of(sets, told[k].fact)[n];

			if (told[k].with)
				those &= gh_set_of(sets, told[k].with)[n];
			if (told[k].without)
				those &= ~gh_set_of(sets, told[k].without)[n];
			tell_yes(matrix, told[k].row, n * 64, those);
		}
	}
}

static void tell_rules(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	const uint64_t *tails = gh_set_of(sets, GH_IS_TAIL),
		       *known = gh_set_of(sets, GH_IS_HALF_KNOWN);
	size_t i, count = page->doc->count;

	for (i = gh_set_next(sets, tails, 0); i < count; i = gh_set_next(sets, tails, i + 1))
		if (page->words[i] <= 30 && !(page->marks[i] & GH_STOP))
			gh_tell(matrix, GH_E_TAIL, i, GH_ONE);
	for (i = gh_set_next(sets, known, 0); i < count; i = gh_set_next(sets, known, i + 1))
		gh_tell(matrix, GH_E_COVERED, i, page->cover[i]);
}

static void tell_copies(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	const uint64_t *copied = gh_set_of(sets, GH_IS_COPIED);
	size_t i, count = page->doc->count;

	for (i = gh_set_next(sets, copied, 0); i < count; i = gh_set_next(sets, copied, i + 1))
		if (page->copies[i] >= 3)
			gh_tell(matrix, GH_E_COPIED_OFTEN, i, GH_ONE);
	if (page->doc->first)
		gh_tell(matrix, GH_E_FIRST, page->first, GH_ONE);
}

static void tell_lists(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	const uint64_t *sections = gh_set_of(sets, GH_IS_SECTION);
	size_t i, count = page->doc->count;

	for (i = 0; i < count && page->lists >= 4; i++)
		if (page->marks[i] & GH_LISTED)
			gh_tell(matrix, GH_E_LISTED_OFTEN, i, GH_ONE);
	for (i = gh_set_next(sets, sections, 0); i < count; i = gh_set_next(sets, sections, i + 1))
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

/* ---- where it stands ---- */

/* It says more with each line outward, up to the most. */
static int16_t say_outside(const struct gh_page *page, size_t d)
{
	return (int16_t)((uint32_t)page->sureness * (uint32_t)gh_logs[d] / GH_ONE);
}

static void tell_outside(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_row outside = gh_matrix_open_row(matrix, GH_E_OUTSIDE);
	size_t d, count = page->doc->count, below = count - page->end, above = page->begin;

	above = above < GH_LOGS ? above : GH_LOGS - 1;
	below = below < GH_LOGS ? below : GH_LOGS - 1;
	gh_tell_lines(matrix, GH_E_OUTSIDE, 0, page->begin - above, page->sureness);
	gh_tell_lines(matrix, GH_E_OUTSIDE, page->end + below, count, page->sureness);
	for (d = 1; d <= above; d++)
		gh_put(&outside, page->begin - d, say_outside(page, d));
	for (d = 1; d <= below; d++)
		gh_put(&outside, page->end + d - 1, say_outside(page, d));
}

static void tell_stretch(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i;

	if (page->end == 0)
		return;
	gh_tell_lines(matrix, GH_E_INSIDE, page->begin, page->end, GH_ONE);
	for (i = page->begin; i < page->end; i++)
		if (page->words[i] <= 8)
			gh_tell(matrix, GH_E_INSIDE_SHORT, i, GH_ONE);
	tell_outside(matrix, page);
}

static size_t count_chrome(const struct gh_sets *sets, size_t begin, size_t end)
{
	const uint64_t *chrome = gh_set_of(sets, GH_IS_CHROME);
	size_t count = 0;

	for (; (begin = gh_set_next(sets, chrome, begin)) < end; begin++)
		count++;
	return count;
}

/* The lines [0, end) stand above the first line of prose. */
static void tell_lead(struct gh_matrix *matrix, size_t end)
{
	const uint64_t *chrome = gh_set_of(&matrix->sets, GH_IS_CHROME);
	size_t i, last = gh_set_last(chrome, end), clean = last == GH_NOWHERE ? 0 : last + 1, n;

	for (i = end; i-- > clean;)
		gh_tell(matrix, GH_E_LEAD, i, gh_share(1, end - i));
	for (n = 1; last != GH_NOWHERE; n++) {
		size_t before = n < 3 ? gh_set_last(chrome, last) : GH_NOWHERE;

		gh_tell_lines(matrix, GH_E_LEAD_CHROME, before == GH_NOWHERE ? 0 : before + 1,
		              last + 1, gh_share(n, 3));
		last = before;
	}
}

/* From begin on there is no more prose. */
static void tell_rest(struct gh_matrix *matrix, const struct gh_page *page, size_t begin)
{
	const uint64_t *chrome = gh_set_of(&matrix->sets, GH_IS_CHROME);
	size_t n, next, count = page->doc->count;

	begin = gh_set_next(&matrix->sets, chrome, begin);
	for (n = 1; begin < count; n++, begin = next) {
		next = n < 3 ? gh_set_next(&matrix->sets, chrome, begin + 1) : count;
		gh_tell_lines(matrix, GH_E_REST_CHROME, begin, next, gh_share(n, 3));
	}
}

static void tell_gaps(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	size_t begin, end;

	if (page->first_prose == GH_NOWHERE)
		return;
	tell_lead(matrix, page->first_prose);
	for (begin = page->first_prose + 1; begin < page->last_prose; begin = end + 1) {
		end = gh_set_next(sets, gh_set_of(sets, GH_IS_PROSE), begin);
		if (begin == end)
			continue;
		gh_tell_lines(matrix, GH_E_GAP_CHROME, begin, end,
		              gh_share(count_chrome(sets, begin, end), end - begin));
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
	const struct gh_sets *sets = &matrix->sets;
	const uint64_t *heads = gh_set_of(sets, GH_IS_HEAD);
	unsigned char subject = GH_GROUPS;
	size_t i, since = 0;

	for (i = gh_set_next(sets, heads, 0); i < page->doc->count; i++) {
		if (gh_is(page, i, GH_IS_HEAD) && page->copies[i] < GH_P_BUTTON) {
			subject = page->subject[i];
			since = 0;
			continue;
		}
		if (subject == GH_GROUPS || is_of_article(page, i)) {
			subject = GH_GROUPS;
			i = gh_set_next(sets, heads, i + 1) - 1;
			continue;
		}
		since++;
		gh_tell(matrix, subject == GH_GROUP_RELATED ? GH_E_AFTER_RELATED : GH_E_AFTER_HEAD,
		        i, gh_share(100, 100 + GH_P_FADE * since));
	}
}

/* So are ends, until a paragraph makes one of them fade. */
static void tell_ends(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	uint64_t *turns = gh_set(sets, GH_SET_FOUND);
	size_t i, k, begin = 0, count = page->doc->count;
	unsigned ends = 0;

	for (k = 0; k < gh_set_words(sets); k++)
		turns[k] = gh_set_of(sets, GH_IS_END)[k] | gh_set_of(sets, GH_IS_RULED)[k] |
		           gh_set_of(sets, GH_IS_PARAGRAPH)[k];
	for (; begin < count; begin = i + 1) {
		i = gh_set_next(sets, turns, begin);
		gh_tell_lines(matrix, GH_E_AFTER_END, begin, i < count ? i + 1 : count,
		              gh_share(ends, 2));
		if (gh_is(page, i, GH_IS_PARAGRAPH))
			ends -= ends > 0;
		if (ends_article(page, i))
			ends = ends < GH_P_ENDS_MOST - 1 ? ends + 1 : GH_P_ENDS_MOST;
	}
}

/* ---- the run of lines of one pattern that it is in ---- */

static void tell_kinds(struct gh_matrix *matrix)
{
	const uint64_t *fields = gh_set(&matrix->sets, GH_SET_FIELDS),
	               *prices = gh_set(&matrix->sets, GH_SET_PRICES);
	size_t n;

	for (n = 0; n < gh_set_words(&matrix->sets); n++) {
		tell_yes(matrix, GH_E_FIELD, n * 64, fields[n]);
		tell_yes(matrix, GH_E_PRICED, n * 64, prices[n]);
		tell_yes(matrix, GH_E_ABOVE_PRICE, n * 64, gh_set_above(prices + n) & ~prices[n]);
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
	gh_tell_lines(matrix, GH_E_UNIT_OFFERED, begin, unit->offered,
	              gh_yes(unit->offered > begin));
	gh_tell_lines(matrix, GH_E_UNIT_FIELDS, begin, end, unit->fields);
	gh_tell_lines(matrix, GH_E_UNIT_CUT, begin, end, unit->cut);
	gh_tell_lines(matrix, GH_E_UNIT_SORTED, begin, end, unit->sorted);
	gh_tell_lines(matrix, GH_E_UNIT_COLON, begin, end, gh_yes(colon));
}

/* ---- what the prose says of it ---- */

static void tell_support(struct gh_matrix *matrix, const struct gh_page *page)
{
	int16_t *some = gh_matrix_note(matrix, GH_E_SUPPORT);
	int16_t *none = gh_matrix_note(matrix, GH_E_NO_SUPPORT);
	int16_t *of_long = gh_matrix_note(matrix, GH_E_SUPPORT_LONG);
	size_t i, count = page->doc->count;
	int16_t support;

	for (i = gh_next(page, 0, GH_IS_WEIGHED); i < count;
	     i = gh_next(page, i + 1, GH_IS_WEIGHED)) {
		support = gh_support_of(page, i);
		if (support == 0) {
			none[i] = gh_yes(gh_shape_of(page, i)->stems >= GH_SUPPORT_STEMS);
			continue;
		}
		some[i] = support;
		if (page->words[i] >= GH_SUPPORT_WORDS)
			of_long[i] = support;
	}
}

bool gh_support_read(struct gh_matrix *matrix, struct gh_page *page)
{
	if (!gh_gather_support(page, GH_IS_WEIGHED))
		return false;
	tell_support(matrix, page);
	return true;
}

static struct gh_range span(int32_t a, int32_t b)
{
	return a < b ? (struct gh_range){a, b} : (struct gh_range){b, a};
}

/* A line without stems has no support; of one stem a lack of it says nothing. */
void gh_support_bound(const struct gh_page *page, const struct gh_weights *weights,
                      struct gh_range kinds[GH_SUPPORT_KINDS])
{
	bool some = page->first_prose != GH_NOWHERE;
	size_t stems, is_long;

	for (stems = 0; stems <= GH_SUPPORT_STEMS; stems++)
		for (is_long = 0; is_long < 2; is_long++) {
			int32_t most = weights->of[GH_E_SUPPORT] * GH_ONE;
			int32_t none = stems < GH_SUPPORT_STEMS
			                       ? 0
			                       : weights->of[GH_E_NO_SUPPORT] * GH_ONE;

			if (is_long)
				most += weights->of[GH_E_SUPPORT_LONG] * GH_ONE;
			kinds[2 * stems + is_long] = span(none, some && stems > 0 ? most : none);
		}
}

void gh_support_weigh(const struct gh_matrix *matrix, struct gh_page *page)
{
	static const unsigned char rows[] = {GH_E_SUPPORT, GH_E_NO_SUPPORT, GH_E_SUPPORT_LONG};
	size_t i, k, count = page->doc->count;

	for (i = gh_next(page, 0, GH_IS_WEIGHED); i < count;
	     i = gh_next(page, i + 1, GH_IS_WEIGHED))
		for (k = 0; k < sizeof rows; k++)
			page->score[i] += matrix->weights->of[rows[k]] *
			                  gh_matrix_row(matrix, rows[k])[i];
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
	tell_kinds(matrix);
	for (k = 0; k < page->units_count; k++)
		tell_unit(matrix, page, &page->units[k]);
}

bool gh_evidence_read(struct gh_matrix *matrix, const struct gh_page *page,
                      const struct gh_weights *weights, bool asked)
{
	if (!gh_matrix_open(matrix, page, weights, asked))
		return false;
	tell_all(matrix, page);
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
