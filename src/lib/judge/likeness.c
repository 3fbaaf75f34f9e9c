/* SPDX-License-Identifier: MIT */
#include "judge/likeness.h"

#include <string.h>

/* How often each line and each name occurs, and how many lines back the same line stands. */
static void count(struct gh_page *page, uint32_t *copies, uint32_t *names, uint32_t *last)
{
	size_t i, lines = page->doc->count;

	for (i = 0; i < lines; i++) {
		struct gh_spot *spot = &page->spots[i];
		uint32_t before = last[spot->line->copy], here = (uint32_t)i + 1;

		copies[spot->line->copy]++;
		names[spot->line->name]++;
		spot->since_copy = before ? here - before : 0;
		last[spot->line->copy] = here;
	}
	for (i = 0; i < lines; i++) {
		page->spots[i].copies = copies[page->spots[i].line->copy];
		page->spots[i].echoes = names[page->spots[i].line->name];
	}
}

bool gh_count_copies(struct gh_page *page)
{
	size_t lines = page->shapes.count;
	uint32_t *counts;

	counts = gh_array_grow(&page->from, page->counts, sizeof *counts, &page->counts_room,
	                       3 * lines);
	if (!counts)
		return false;
	page->counts = counts;
	memset(counts, 0, 3 * lines * sizeof *counts);
	count(page, counts, counts + lines, counts + 2 * lines);
	return true;
}

static int count_bits(const uint64_t print[2])
{
	return __builtin_popcountll(print[0]) + __builtin_popcountll(print[1]);
}

static bool near_copy(const struct gh_spot *a, const struct gh_spot *b)
{
	const uint64_t *one = a->shape->print, *other = b->shape->print;
	int x = a->print_bits, y = b->print_bits, least = x < y ? x : y;

	if (least < GH_P_NEAR_STEMS || x > 2 * y || y > 2 * x)
		return false;
	return count_bits((const uint64_t[2]){one[0] & other[0], one[1] & other[1]}) * 5 >=
	       least * 4;
}

void gh_find_near_copies(struct gh_page *page)
{
	size_t i, k, earlier[GH_P_NEAR_LINES], count = 0;

	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		if (spot->shape->words < GH_P_NEAR_LEAST - 1 ||
		    spot->shape->words > GH_P_NEAR_MOST)
			continue;
		spot->print_bits = (unsigned char)count_bits(spot->shape->print);
		if (spot->shape->words >= GH_P_NEAR_LEAST)
			for (k = 0; k < count && k < GH_P_NEAR_LINES && !spot->near_copy; k++)
				spot->near_copy = near_copy(spot, &page->spots[earlier[k]]);
		/* Bread crumbs end in the headline: what is the site's has no copies. */
		if (!gh_is_ruled(spot))
			earlier[count++ % GH_P_NEAR_LINES] = i;
	}
}

/* How many stems of a occur in b. */
static size_t shared_stems(const struct gh_page *page, const struct gh_shaped *a,
                           const struct gh_shaped *b)
{
	const uint32_t *x = page->shapes.stems + a->stem, *y = page->shapes.stems + b->stem;
	size_t i, k, shared = 0;

	if (!(a->shape.print[0] & b->shape.print[0]) && !(a->shape.print[1] & b->shape.print[1]))
		return 0; /* each stem has its bit */
	for (i = 0; i < a->shape.stems; i++) {
		for (k = 0; k < b->shape.stems && x[i] != y[k]; k++)
			;
		shared += k < b->shape.stems;
	}
	return shared;
}

/*
 * Bread crumbs end in the headline: whether the line just above is the site's and ends as line i
 * reads.
 */
static bool ends_crumbs(const struct gh_page *page, size_t i)
{
	const struct gh_line *line = &page->doc->lines[i], *above = line - 1;
	const unsigned char *tail;

	if (i == 0 || !page->spots[i - 1].ruled || page->spots[i].shape->words < GH_P_CRUMB_WORDS ||
	    above->key_length <= line->key_length)
		return false;
	tail = gh_line_key(page->doc, above) + above->key_length - line->key_length;
	return tail[-1] == GH_KEY_BLANK &&
	       memcmp(tail, gh_line_key(page->doc, line), line->key_length) == 0;
}

/*
 * The last line above limit that the first line begins with: a browser's title is "headline -
 * site".
 */
static size_t last_named(const struct gh_page *page, size_t limit)
{
	const struct gh_line *first = &page->doc->lines[page->first],
			     *line = &page->doc->lines[limit - 1];
	const unsigned char *title = gh_line_key(page->doc, first);

	for (; line > first; line--)
		if (line->key_length >= GH_P_NAMED && line->key_length < first->key_length &&
		    title[line->key_length] == GH_KEY_BLANK &&
		    memcmp(title, gh_line_key(page->doc, line), line->key_length) == 0)
			return (size_t)(line - page->doc->lines);
	return 0;
}

/* ---- the headline ---- */

/*
 * A browser's title comes first on page text, and the headline repeats most of it further down: the
 * last such line above the first prose, since menus name pages too.
 */
void gh_find_headline(struct gh_page *page)
{
	const struct gh_shaped *first = page->spots[page->first].line;
	size_t i,
		limit = page->first_prose == GH_NOWHERE ? page->doc->count : page->first_prose + 1;
	size_t found = 0;

	/* Where nothing else says the same, an earlier line may be the headline too. */
	for (i = page->first + 1; i < limit; i++) {
		const struct gh_shape *shape = page->spots[i].shape;
		size_t shared;

		if (ends_crumbs(page, i))
			found = i;
		if (shape->words > GH_P_TITLE_WORDS || shape->stems == 0)
			continue;
		shared = shared_stems(page, page->spots[i].line, first);
		if (shared * 4 >= shape->stems * 3 &&
		    (shared * 3 >= first->shape.stems || shape->stems >= 3)) {
			found = i;
			page->spots[i].headline = page->spots[i].copies == 1;
		}
	}
	if (found)
		page->spots[found].headline = true;
	found = last_named(page, limit);
	if (found)
		page->spots[found].headline = true;
}
