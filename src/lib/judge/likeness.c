/* SPDX-License-Identifier: MIT */
#include "judge/likeness.h"

#include <string.h>

#include "base/bits.h"

/* Each line for itself, as most are. */
static void open_counts(struct gh_page *page)
{
	size_t i, k, lines = page->doc->count;

	memset(page->since_copy, 0, lines * sizeof *page->since_copy);
	for (i = 0; i < lines; i += GH_MARGIN)
		for (k = 0; k < GH_MARGIN; k++)
			page->copies[i + k] = 1;
}

/*
 * How often each line and each name occurs, and how many lines back the same line stands: of those
 * of which others of the document had the name, and so of all copies.
 */
static void count(struct gh_page *page, uint32_t *copies, uint32_t *names, uint32_t *last)
{
	size_t i, lines = page->doc->count;

	for (i = gh_next(page, 0, GH_IS_ECHO); i < lines; i = gh_next(page, i + 1, GH_IS_ECHO)) {
		const struct gh_shaped *line = page->shaped[i];
		uint32_t before = last[line->copy], here = (uint32_t)i + 1;

		copies[line->copy]++;
		names[line->name]++;
		page->since_copy[i] = before ? here - before : 0;
		last[line->copy] = here;
	}
	for (i = gh_next(page, 0, GH_IS_ECHO); i < lines; i = gh_next(page, i + 1, GH_IS_ECHO)) {
		page->copies[i] = copies[page->shaped[i]->copy];
		if (page->copies[i] == 1)
			page->facts[i] &= ~(uint32_t)GH_IS_COPIED;
		if (names[page->shaped[i]->name] == 1)
			page->facts[i] &= ~(uint32_t)GH_IS_ECHO;
	}
}

bool gh_count_copies(struct gh_page *page)
{
	size_t lines = page->shapes.count;

	open_counts(page);
	if (gh_next(page, 0, GH_IS_ECHO) == page->doc->count)
		return true;
	if (!GH_GROW(&page->from, page->counts, page->counts_room, 3 * lines))
		return false;
	memset(page->counts, 0, 3 * lines * sizeof *page->counts);
	count(page, page->counts, page->counts + lines, page->counts + 2 * lines);
	return true;
}

/* ---- near copies ---- */

/*
 * The prints of the last lines, by bit: which of them have it.  So a line is looked for among all
 * of them at once.
 */
struct earlier {
	uint64_t having[128];
	uint64_t seen[2]; /* the prints of all lines so far together: no other bit is had by any */
	const uint64_t *prints[GH_P_NEAR_LINES];
	unsigned char bits[GH_P_NEAR_LINES];
	size_t count;
};

static unsigned count_both(uint64_t first, uint64_t second)
{
	return gh_count_bits(first) + gh_count_bits(second);
}

/* Of two prints with x and y bits. */
static bool near_copy(const uint64_t *a, unsigned x, const uint64_t *b, unsigned y)
{
	unsigned least = x < y ? x : y;

	return x <= 2 * y && y <= 2 * x && count_both(a[0] & b[0], a[1] & b[1]) * 5 >= least * 4;
}

/* The earlier lines that have GH_P_NEAR_STEMS bits or more of the print: few have by chance. */
static uint64_t find_nearest(const struct earlier *earlier, const uint64_t *print)
{
	uint64_t once = 0, twice = 0, more = 0, left;
	size_t half;

	for (half = 0; half < 2; half++)
		for (left = print[half] & earlier->seen[half]; left; left &= left - 1) {
			uint64_t having =
				earlier->having[64 * half + (size_t)__builtin_ctzll(left)];

			more |= twice & having;
			twice |= once & having;
			once |= having;
		}
	return more;
}

static bool has_near_copy(const struct earlier *earlier, const uint64_t *print, unsigned bits)
{
	uint64_t nearest = find_nearest(earlier, print);

	for (; nearest; nearest &= nearest - 1) {
		size_t at = (size_t)__builtin_ctzll(nearest);

		if (near_copy(print, bits, earlier->prints[at], earlier->bits[at]))
			return true;
	}
	return false;
}

static void mark(struct earlier *earlier, const uint64_t *print, uint64_t place)
{
	uint64_t left;
	size_t half;

	for (half = 0; half < 2; half++)
		for (left = print[half]; left; left &= left - 1)
			earlier->having[64 * half + (size_t)__builtin_ctzll(left)] ^= place;
}

static void remember(struct earlier *earlier, const uint64_t *print, unsigned bits)
{
	size_t at = earlier->count++ % GH_P_NEAR_LINES;

	if (earlier->count > GH_P_NEAR_LINES)
		mark(earlier, earlier->prints[at], UINT64_C(1) << at);
	earlier->prints[at] = print;
	earlier->bits[at] = (unsigned char)bits;
	earlier->seen[0] |= print[0];
	earlier->seen[1] |= print[1];
	mark(earlier, print, UINT64_C(1) << at);
}

/* Bread crumbs end in the headline: what is the site's has no copies. */
static void compare(struct gh_page *page, size_t i, struct earlier *earlier)
{
	const uint64_t *print = gh_shape_of(page, i)->print;
	unsigned bits;

	if (page->words[i] > GH_P_NEAR_MOST)
		return;
	bits = count_both(print[0], print[1]);
	if (page->words[i] >= GH_P_NEAR_LEAST && has_near_copy(earlier, print, bits))
		page->facts[i] |= GH_IS_NEAR_COPY;
	if (!gh_is(page, i, GH_IS_SITES))
		remember(earlier, print, bits);
}

/*
 * Lines of so many words as make two near copies have a bit in the number of them that others have
 * not.
 */
void gh_find_near_copies(struct gh_page *page)
{
	const uint32_t enough = ~(uint32_t)(GH_P_NEAR_LEAST - 2);
	struct earlier earlier = {.count = 0};
	size_t i;
	uint32_t left;

	_Static_assert(GH_P_NEAR_LINES <= 64 && GH_P_NEAR_STEMS == 3, "see find_nearest()");
	_Static_assert(((GH_P_NEAR_LEAST - 1) & (GH_P_NEAR_LEAST - 2)) == 0, "a power of two");
	for (i = 0; i < page->doc->count; i += GH_FLAGS_LINES)
		for (left = gh_flagged_any(page->words + i, enough); left; left &= left - 1)
			compare(page, i + (size_t)__builtin_ctz(left), &earlier);
}

/* ---- the headline ---- */

/*
 * Whether three quarters of the stems of a may occur in b: each has its bit, and of a bit that b
 * has not one stem at least is missing.
 */
static bool may_share(const struct gh_shape *a, const struct gh_shape *b)
{
	uint64_t missing[2] = {a->print[0] & ~b->print[0], a->print[1] & ~b->print[1]};

	if (!(missing[0] | missing[1]))
		return true;
	return a->stems >= 4 &&
	       (gh_count_bits(missing[0]) + gh_count_bits(missing[1])) * 4 <= a->stems;
}

/* How many stems of a occur in b; each stem has its bit. */
static size_t shared_stems(const struct gh_page *page, const struct gh_shaped *a,
                           const struct gh_shaped *b)
{
	const uint32_t *x = page->shapes.stems + a->stem, *y = page->shapes.stems + b->stem;
	size_t i, k, shared = 0;

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

	if (!gh_is(page, i - 1, GH_IS_RULED) || page->words[i] < GH_P_CRUMB_WORDS ||
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

/* Whether the line repeats most of the title, which is the page's first line. */
static bool repeats(const struct gh_page *page, size_t i, const struct gh_shaped *title)
{
	const struct gh_shape *shape = gh_shape_of(page, i);
	size_t shared;

	if (!may_share(shape, &title->shape) || shape->stems == 0 ||
	    page->words[i] > GH_P_TITLE_WORDS)
		return false;
	shared = shared_stems(page, page->shaped[i], title);
	return shared * 4 >= (size_t)shape->stems * 3 &&
	       (shared * 3 >= title->shape.stems || shape->stems >= 3);
}

/*
 * A browser's title comes first on page text, and the headline repeats most of it further down: the
 * last such line above the first prose, since menus name pages too.
 */
void gh_find_headline(struct gh_page *page)
{
	size_t i,
		limit = page->first_prose == GH_NOWHERE ? page->doc->count : page->first_prose + 1;
	const struct gh_shaped *title = page->shaped[page->first];
	size_t found = 0;

	/* Where nothing else says the same, an earlier line may be the headline too. */
	for (i = page->first + 1; i < limit; i++) {
		if (ends_crumbs(page, i))
			found = i;
		if (!repeats(page, i, title))
			continue;
		found = i;
		if (page->copies[i] == 1)
			page->facts[i] |= GH_IS_HEADLINE;
	}
	if (found)
		page->facts[found] |= GH_IS_HEADLINE;
	found = last_named(page, limit);
	if (found)
		page->facts[found] |= GH_IS_HEADLINE;
}
