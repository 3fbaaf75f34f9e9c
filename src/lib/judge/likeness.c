/* SPDX-License-Identifier: MIT */
#include "judge/likeness.h"

#include <string.h>

#define NAMED 6        /* key bytes of a headline that a title may begin with */
#define NEAR_LINES 64  /* earlier lines that a near copy is looked for among */
#define NAMES (UINT64_C(0x6E616D65) << 32) /* keeps names apart from copies in one table */
#define PLACES (UINT64_C(0x706C6163) << 32) /* likewise, for where the last copy was */

/* How many lines back the same line stands; 0 if nowhere. */
static uint32_t lines_since(struct gh_page *page, size_t i)
{
	uint32_t *last = gh_table_enter(&page->table, PLACES ^ page->spots[i].shape->copy);
	uint32_t before = *last;

	*last = (uint32_t)i + 1;
	return before ? (uint32_t)i + 1 - before : 0;
}

bool gh_count_copies(struct gh_page *page)
{
	size_t i;

	if (!gh_table_empty(&page->table, &page->from, 3 * page->doc->count))
		return false;
	for (i = 0; i < page->doc->count; i++) {
		++*gh_table_enter(&page->table, page->spots[i].shape->copy);
		++*gh_table_enter(&page->table, NAMES | page->spots[i].shape->name);
	}
	for (i = 0; i < page->doc->count; i++)
		page->spots[i].since_copy = lines_since(page, i);
	for (i = 0; i < page->doc->count; i++) {
		page->spots[i].copies = *gh_table_enter(&page->table, page->spots[i].shape->copy);
		page->spots[i].echoes =
			*gh_table_enter(&page->table, NAMES | page->spots[i].shape->name);
	}
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

	if (least < 3 || x > 2 * y || y > 2 * x)
		return false;
	return count_bits((const uint64_t[2]){one[0] & other[0], one[1] & other[1]}) * 5 >=
	       least * 4;
}

void gh_find_near_copies(struct gh_page *page)
{
	size_t i, k, earlier[NEAR_LINES], count = 0;

	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		if (spot->shape->words < 4 || spot->shape->words > 30)
			continue;
		spot->print_bits = (unsigned char)count_bits(spot->shape->print);
		for (k = 0;
		     k < count && k < NEAR_LINES && spot->shape->words >= 5 && !spot->near_copy;
		     k++)
			spot->near_copy = near_copy(spot, &page->spots[earlier[k]]);
		/* Bread crumbs end in the headline: what is the site's has no copies. */
		if (!gh_is_ruled(spot))
			earlier[count++ % NEAR_LINES] = i;
	}
}

size_t gh_shared_stems(const struct gh_page *page, const struct gh_shape *a,
                           const struct gh_shape *b)
{
	const uint32_t *x = page->shapes.stems + a->stem, *y = page->shapes.stems + b->stem;
	size_t i, k, shared = 0;

	for (i = 0; i < a->stems; i++) {
		for (k = 0; k < b->stems && x[i] != y[k]; k++)
			;
		shared += k < b->stems;
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

	if (i == 0 || !page->spots[i - 1].ruled || page->spots[i].shape->words < 3 ||
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
		if (line->key_length >= NAMED && line->key_length < first->key_length &&
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
	const struct gh_shape *first = page->spots[page->first].shape;
	size_t i,
		limit = page->first_prose == GH_NOWHERE ? page->doc->count : page->first_prose + 1;
	size_t found = 0;

	/* Where nothing else says the same, an earlier line may be the headline too. */
	for (i = page->first + 1; i < limit; i++) {
		const struct gh_shape *shape = page->spots[i].shape;
		size_t shared;

		if (ends_crumbs(page, i))
			found = i;
		if (shape->words > 30 || shape->stems == 0)
			continue;
		shared = gh_shared_stems(page, shape, first);
		if (shared * 4 >= shape->stems * 3 &&
		    (shared * 3 >= first->stems || shape->stems >= 3)) {
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
