/* SPDX-License-Identifier: MIT */
#include "judge/unit.h"

#include <string.h>

#define PERIODS 3      /* kinds of lines in turn at most */
#define TURNS 3        /* a pattern is one that comes so often */
#define SORTED_PAIRS 13 /* of a list whose order says something */
#define SORTED 64      /* deviations, squared */
#define LINE_WORDS 24  /* of what can be one of several alike */
#define NAME_WORDS 4
#define STAMP_WORDS 8

/* ---- what one line is ---- */

static bool holds(const char *s, size_t n, const char *what, size_t size)
{
	const char *at = s, *end = s + n;

	while ((at = memchr(at, what[0], (size_t)(end - at))) && (size_t)(end - at) >= size) {
		if (memcmp(at, what, size) == 0)
			return true;
		at++;
	}
	return false;
}

/* When a page came out, or how many have read it. */
static bool is_stamp(const struct gh_line *line, const struct gh_shape *shape)
{
	static const char *const counted[] = {
#define GH_READ(text) text,
#include "lang/languages.def"
	};
	size_t k;

	if (shape->digits == 0)
		return false;
	if (shape->marks & (GH_DATED | GH_TIMED))
		return true;
	for (k = 0; k < sizeof counted / sizeof counted[0]; k++)
		if (holds(line->text, line->length, counted[k], strlen(counted[k])))
			return true;
	return false;
}

static enum gh_kind kind_of(const struct gh_page *page, size_t i)
{
	uint32_t facts = page->facts[i], marks = page->marks[i], words = page->words[i];

	if (facts & GH_IS_BUTTON)
		return GH_ACTION;
	if (facts & GH_IS_RULED)
		return GH_APART;
	if (words <= STAMP_WORDS && is_stamp(&page->doc->lines[i], gh_shape_of(page, i)))
		return GH_STAMP;
	if (marks & GH_PRICED)
		return GH_PRICE;
	if (marks & GH_ASKS)
		return GH_QUESTION;
	if ((facts & GH_IS_PROSE) || words > LINE_WORDS)
		return GH_TEXT;
	if (marks & GH_LABELLED)
		return GH_FIELD;
	return words <= 3 ? GH_LABEL : GH_TITLE;
}

/* ---- runs of one pattern ---- */

/* Of a title, whether it is one with others is told by its length. */
static bool title_like(const struct gh_page *page, size_t a, size_t b)
{
	unsigned char one = page->kind[a], other = page->kind[b];
	uint32_t x = page->words[a], y = page->words[b];

	if (one != other)
		return (one == GH_LABEL && y <= 6) || (other == GH_LABEL && x <= 6);
	return x <= 3 * y && y <= 3 * x;
}

static inline bool alike(const struct gh_page *page, size_t a, size_t b)
{
	unsigned char one = page->kind[a], other = page->kind[b];

	if (one == GH_TITLE || other == GH_TITLE)
		return title_like(page, a, b);
	return one == other && one != GH_APART;
}

/*
 * By period, the line at which the last run that was followed is over: what begins inside it is over
 * there too, so that no two lines are compared twice.
 */
struct runs {
	size_t ends[PERIODS + 1];
};

/* The line after the last of the run of this period that begins at start. */
static size_t run_end(const struct gh_page *page, struct runs *runs, size_t start, size_t period)
{
	size_t i = start + period;

	if (runs->ends[period] >= i)
		return runs->ends[period];
	while (i < page->doc->count && alike(page, i - period, i))
		i++;
	runs->ends[period] = i;
	return i;
}

static bool is_plain(const struct gh_page *page, size_t start, size_t end)
{
	size_t i;

	for (i = start + 1; i < end; i++)
		if (!alike(page, i - 1, i))
			return false;
	return true;
}

/* The longest run from start on, by the shortest period that has it; no run is one line. */
static struct gh_unit find_run(const struct gh_page *page, struct runs *runs, size_t start)
{
	struct gh_unit best = {.begin = start, .end = start + 1, .period = 1};
	size_t period;

	for (period = 1; period <= PERIODS && start + period <= page->doc->count; period++) {
		size_t end = run_end(page, runs, start, period);

		if (end - start < TURNS * period || end - start <= best.end - best.begin + period - 1)
			continue;
		if (period > 1 && is_plain(page, start, start + period))
			continue;
		best.end = end;
		best.period = (unsigned char)period;
	}
	return best;
}

/* ---- what a unit is made of ---- */

static bool in_order(const struct gh_doc *doc, const struct gh_line *a, const struct gh_line *b)
{
	size_t least = a->key_length < b->key_length ? a->key_length : b->key_length;
	const unsigned char *one = gh_line_key(doc, a), *other = gh_line_key(doc, b);
	int order = 0;

	if (least > 0)
		order = *one != *other ? *one - *other : memcmp(one, other, least);
	return order != 0 ? order < 0 : a->key_length <= b->key_length;
}

/*
 * In the order of the alphabet, as what one chooses from in a form is: the square of the deviations
 * by which its pairs are in order more often than by chance, over that of a hundred lines with nine
 * pairs of ten in order.
 */
static int16_t sortedness(size_t up, size_t pairs)
{
	return up * 4 < pairs * 3 ? 0 : gh_share((2 * up - pairs) * (2 * up - pairs), SORTED * pairs);
}

/* A list in order ends where its order does, however alike the lines below are. */
static void end_with_order(const struct gh_page *page, struct gh_unit *unit)
{
	const struct gh_line *line = &page->doc->lines[unit->begin + 1];
	size_t i, missed = 0, all = unit->end - unit->begin - 1, pairs = 0, up = 0;

	if (unit->period > 1 || all < SORTED_PAIRS)
		return;
	/* With a quarter out of order neither the list nor a longer part of it can be in order. */
	for (i = 1; i <= all && missed * 4 <= all; i++, line++) {
		missed += !in_order(page->doc, line - 1, line);
		if (i >= SORTED_PAIRS && (i - missed) * 8 >= i * 7)
			pairs = i, up = i - missed;
	}
	if (pairs == 0)
		pairs = all, up = i - 1 - missed;
	unit->end = unit->begin + pairs + 1;
	unit->sorted = sortedness(up, pairs);
}

/* The number that a line begins with, in either set of digits; 0 if none. */
static unsigned number_of(const struct gh_line *line)
{
	const unsigned char *s = (const unsigned char *)line->text;
	size_t i = 0;
	unsigned number = 0;

	while (i < line->length && number < 100) {
		if (s[i] >= '0' && s[i] <= '9')
			number = 10 * number + s[i++] - '0';
		else if (i + 1 < line->length && s[i] == 0xD9 && s[i + 1] >= 0xA0 && s[i + 1] <= 0xA9)
			number = 10 * number + s[i + 1] - 0xA0, i += 2;
		else
			break;
	}
	return number;
}

/* 1, 2, 3: with any lines between. */
static bool is_counted(const struct gh_page *page, const struct gh_unit *unit)
{
	unsigned next = 1;
	size_t i;

	for (i = unit->begin; i < unit->end; i++)
		next += number_of(&page->doc->lines[i]) == next;
	return next > TURNS && (size_t)(next - 1) * unit->period * 2 > unit->end - unit->begin;
}

/* "Choose a country": what stands below is a form's or a menu's. */
static bool is_offered(const struct gh_page *page, const struct gh_unit *unit)
{
	static const struct {
		const char *text;
		size_t length;
	} verbs[] = {
#define GH_CHOOSE(text) {text, sizeof text - 1},
#include "lang/languages.def"
	};
	size_t i, k, from = unit->begin > 0 ? unit->begin - 1 : 0;

	for (i = from; i <= unit->begin; i++) {
		const struct gh_line *line = &page->doc->lines[i];

		if (page->words[i] > 4)
			continue;
		for (k = 0; k < sizeof verbs / sizeof verbs[0]; k++)
			if (line->length >= verbs[k].length &&
			    memcmp(line->text, verbs[k].text, verbs[k].length) == 0)
				return true;
	}
	return false;
}

/* What is offered are names; a longer line is of something else. */
static size_t offered_end(const struct gh_page *page, const struct gh_unit *unit)
{
	size_t i = unit->begin;

	while (i < unit->end && page->words[i] <= NAME_WORDS)
		i++;
	return i;
}

static void describe(const struct gh_page *page, struct gh_unit *unit)
{
	size_t i, prices = 0, asks = 0, fields = 0, cut = 0;
	size_t lines = unit->end - unit->begin;

	for (i = unit->begin; i < unit->end; i++) {
		prices += page->kind[i] == GH_PRICE;
		asks += page->kind[i] == GH_QUESTION;
		fields += page->kind[i] == GH_FIELD;
		cut += (page->marks[i] & GH_TRUNCATED) != 0;
	}
	unit->priced = prices > 0;
	unit->asked = unit->period > 1 && asks > 0;
	unit->fields = gh_share(fields, lines);
	unit->cut = gh_share(cut, lines);
	unit->counted = is_counted(page, unit);
	unit->offered = is_offered(page, unit) ? offered_end(page, unit) : unit->begin;
}

bool gh_find_units(struct gh_page *page)
{
	struct runs runs = {{0}};
	size_t i;

	if (!GH_GROW(&page->from, page->units, page->units_room,
	             page->doc->count / GH_UNIT_LINES + 1))
		return false;
	page->units_count = 0;
	for (i = 0; i < page->doc->count; i++)
		page->kind[i] = (unsigned char)kind_of(page, i);
	for (i = 0; i < page->doc->count;) {
		struct gh_unit unit = find_run(page, &runs, i);

		end_with_order(page, &unit);
		i = unit.end;
		if (unit.end - unit.begin < GH_UNIT_LINES)
			continue;
		describe(page, &unit);
		page->units[page->units_count++] = unit;
	}
	return true;
}
