/* SPDX-License-Identifier: MIT */
#include "judge/unit.h"

#include <string.h>

#define PERIODS 3      /* kinds of lines in turn at most */
#define TURNS 3        /* a pattern is one that comes so often */
#define SORTED_PAIRS 13 /* of a list whose order says something */
#define SORTED 64      /* deviations, squared */
#define NAME_WORDS 4

/* ---- what one line is ---- */

static enum gh_kind kind_of(const struct gh_page *page, size_t i)
{
	const struct gh_shape *shape = gh_shape_of(page, i);
	uint32_t facts = page->facts[i];

	if (facts & (GH_IS_BUTTON | GH_IS_RULED))
		return facts & GH_IS_BUTTON ? GH_ACTION : GH_APART;
	return shape->kind == GH_TEXT && !(facts & GH_IS_PROSE) ? gh_kind_of_short(shape)
	                                                        : (enum gh_kind)shape->kind;
}

/* ---- runs of one pattern ---- */

#define BRIEF 6 /* words of a title that may be one with labels */

/* Of a title, whether it is one with others is told by its length. */
static bool title_like(const struct gh_page *page, size_t a, size_t b)
{
	unsigned char one = page->kind[a], other = page->kind[b];
	uint32_t x = page->words[a], y = page->words[b];

	if (one != other)
		return (one == GH_LABEL && y <= BRIEF) || (other == GH_LABEL && x <= BRIEF);
	return x <= 3 * y && y <= 3 * x;
}

static inline bool alike(const struct gh_page *page, size_t a, size_t b)
{
	unsigned char one = page->kind[a], other = page->kind[b];

	if (one == GH_TITLE || other == GH_TITLE)
		return title_like(page, a, b);
	return one == other && one != GH_APART;
}

#if defined(__SSE2__)

static inline __m128i load(const unsigned char *from)
{
	return _mm_loadu_si128((const __m128i *)(const void *)from);
}

static inline __m128i is(__m128i kinds, enum gh_kind kind)
{
	return _mm_cmpeq_epi8(kinds, _mm_set1_epi8((char)kind));
}

static inline __m128i at_most(__m128i lengths, __m128i most)
{
	return _mm_cmpeq_epi8(_mm_min_epu8(lengths, most), lengths);
}

static inline __m128i thrice(__m128i lengths)
{
	return _mm_adds_epu8(_mm_adds_epu8(lengths, lengths), lengths);
}

/* Of sixteen lines from i on, a bit each: those that are alike with the one a period above. */
static uint32_t find_alike(const struct gh_page *page, size_t i, size_t period)
{
	const __m128i one = load(page->kind + i - period), other = load(page->kind + i);
	const __m128i x = load(page->length + i - period), y = load(page->length + i);
	const __m128i title = is(one, GH_TITLE), under = is(other, GH_TITLE);
	const __m128i brief = _mm_set1_epi8(BRIEF);
	__m128i same = _mm_andnot_si128(_mm_or_si128(title, is(one, GH_APART)),
	                                _mm_cmpeq_epi8(one, other));

	same = _mm_or_si128(same, _mm_and_si128(_mm_and_si128(title, under),
	                                        _mm_and_si128(at_most(x, thrice(y)),
	                                                      at_most(y, thrice(x)))));
	same = _mm_or_si128(same, _mm_and_si128(_mm_and_si128(is(one, GH_LABEL), under),
	                                        at_most(y, brief)));
	same = _mm_or_si128(same, _mm_and_si128(_mm_and_si128(is(other, GH_LABEL), title),
	                                        at_most(x, brief)));
	return (uint32_t)_mm_movemask_epi8(same);
}

#else

/* Of sixteen lines from i on, a bit each: those that are alike with the one a period above. */
static uint32_t find_alike(const struct gh_page *page, size_t i, size_t period)
{
	uint32_t k, lines = 0;

	for (k = 0; k < GH_MARGIN; k++)
		lines |= (uint32_t)alike(page, i + k - period, i + k) << k;
	return lines;
}

#endif

/*
 * Of a period, the line at which the last run that was followed is over: what begins inside it is
 * over there too, so that no two lines are compared twice.  It was found among the sixteen lines
 * from `from` on, of which not all are alike.
 */
struct run {
	size_t end, from;
	uint32_t unlike;
};

/* The line after the last of the run of this period that begins at start. */
static size_t run_end(const struct gh_page *page, struct run *run, size_t start, size_t period)
{
	size_t i = start + period, count = page->doc->count;

	if (run->end >= i)
		return run->end;
	if (i - run->from >= GH_MARGIN)
		run->unlike = 0;
	else
		run->unlike &= UINT32_MAX << (i - run->from);
	while (!run->unlike && i < count) {
		run->from = i;
		run->unlike = find_alike(page, i, period) ^ 0xFFFF;
		i += GH_MARGIN;
	}
	if (run->unlike)
		i = run->from + (size_t)__builtin_ctz(run->unlike);
	run->end = i < count ? i : count;
	return run->end;
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
static struct gh_unit find_run(const struct gh_page *page, struct run *runs, size_t start)
{
	struct gh_unit best = {.begin = start, .end = start + 1, .period = 1};
	size_t period;

	for (period = 1; period <= PERIODS && start + period <= page->doc->count; period++) {
		size_t end = run_end(page, &runs[period], start, period);

		if (end - start < TURNS * period ||
		    end - start <= best.end - best.begin + period - 1)
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
	return up * 4 < pairs * 3 ? 0
	                          : gh_share((2 * up - pairs) * (2 * up - pairs), SORTED * pairs);
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

static inline bool is_digit(const unsigned char *s)
{
	return s[0] >= '0' && s[0] <= '9';
}

/* In the other set of digits, of two bytes each. */
static inline bool is_arabic_digit(const unsigned char *s, size_t n)
{
	return n > 1 && s[0] == 0xD9 && s[1] >= 0xA0 && s[1] <= 0xA9;
}

/* The number that a line begins with, in either set of digits; 0 if none. */
static unsigned number_of(const struct gh_line *line)
{
	const unsigned char *s = (const unsigned char *)line->text, *end = s + line->length;
	unsigned number = 0;

	while (s < end && number < 100) {
		if (is_digit(s))
			number = 10 * number + *s++ - '0';
		else if (is_arabic_digit(s, (size_t)(end - s)))
			number = 10 * number + s[1] - 0xA0, s += 2;
		else
			break;
	}
	return number;
}

/* 1, 2, 3: with any lines between, if there are enough of them. */
static bool is_counted(const struct gh_page *page, const struct gh_unit *unit)
{
	size_t lines = unit->end - unit->begin, period = unit->period;
	size_t i, next = 1;

	for (i = unit->begin; i < unit->end; i++)
		if ((next - 1 + unit->end - i) * period * 2 <= lines)
			return false;
		else
			next += number_of(&page->doc->lines[i]) == next;
	return next > TURNS && (next - 1) * period * 2 > lines;
}

#define LEAST 4 /* bytes that each of the texts has */
#define GH_CHOOSE(text) _Static_assert(sizeof(text) > LEAST, "see is_offered()");
#include "lang/languages.def"

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
			    memcmp(line->text, verbs[k].text, LEAST) == 0 &&
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

static bool has_kind(const struct gh_page *page, const struct gh_unit *unit, int kind)
{
	return memchr(page->kind + unit->begin, kind, unit->end - unit->begin) != NULL;
}

static size_t count_fields(const struct gh_page *page, const struct gh_unit *unit)
{
	size_t i, count = 0;

	if (has_kind(page, unit, GH_FIELD))
		for (i = unit->begin; i < unit->end; i++)
			count += page->kind[i] == GH_FIELD;
	return count;
}

static size_t count_cut(const struct gh_page *page, const struct gh_unit *unit)
{
	size_t i, count = 0;

	for (i = unit->begin;
	     (i = gh_flags_next(page->marks, i, unit->end, GH_TRUNCATED)) < unit->end; i++)
		count++;
	return count;
}

static void describe(const struct gh_page *page, struct gh_unit *unit)
{
	size_t lines = unit->end - unit->begin;

	unit->priced = has_kind(page, unit, GH_PRICE);
	unit->asked = unit->period > 1 && has_kind(page, unit, GH_QUESTION);
	unit->fields = gh_share(count_fields(page, unit), lines);
	unit->cut = gh_share(count_cut(page, unit), lines);
	unit->counted = is_counted(page, unit);
	unit->offered = is_offered(page, unit) ? offered_end(page, unit) : unit->begin;
}

/* ---- where units begin ---- */

#define STARTS 24 /* lines of 32 that have all lines behind them that tell whether a run begins */

/* Of so many lines from i on, a bit each: those at which runs begin; no line is compared twice. */
struct starts {
	size_t from;
	uint32_t lines;
};

/* Of 32 lines from i on, those that are alike with the one a period above. */
static uint32_t find_more_alike(const struct gh_page *page, size_t i, size_t period)
{
	size_t left = page->doc->count - i;
	uint32_t alike = find_alike(page, i, period);

	if (left > GH_MARGIN)
		alike |= find_alike(page, i + GH_MARGIN, period) << GH_MARGIN;
	return left < 32 ? alike & ~(UINT32_MAX << left) : alike;
}

/* Lines of the turns behind the first are each alike with the one a period above. */
static uint32_t find_starts(const struct gh_page *page, size_t i)
{
	uint32_t starts = 0, alike, all;
	size_t period, k;

	for (period = 1; period <= PERIODS && i + period < page->doc->count; period++) {
		all = alike = find_more_alike(page, i + period, period);
		for (k = 1; k < (TURNS - 1) * period && all; k++)
			all &= alike >> k;
		starts |= all;
	}
	return starts & ~(UINT32_MAX << STARTS);
}

/* The first line from i on at which a run begins, or the number of lines. */
static size_t next_start(const struct gh_page *page, struct starts *starts, size_t i)
{
	uint32_t lines =
		i - starts->from < STARTS ? starts->lines & UINT32_MAX << (i - starts->from) : 0;

	if (!lines && i - starts->from < STARTS)
		i = starts->from + STARTS;
	for (; !lines && i < page->doc->count; i += STARTS) {
		starts->from = i;
		lines = starts->lines = find_starts(page, i);
	}
	return lines ? starts->from + (size_t)__builtin_ctz(lines) : page->doc->count;
}

bool gh_find_units(struct gh_page *page)
{
	struct run runs[PERIODS + 1] = {{0, 0, 0}};
	struct starts starts = {0, 0};
	size_t i, count = page->doc->count;

	_Static_assert(STARTS + (TURNS - 1) * PERIODS - 1 <= 32, "see find_starts()");
	if (!GH_GROW(&page->from, page->units, page->units_room, count / GH_UNIT_LINES + 1))
		return false;
	page->units_count = 0;
	for (i = 0; i < count; i++)
		page->kind[i] = (unsigned char)kind_of(page, i);
	starts.lines = find_starts(page, 0);
	for (i = next_start(page, &starts, 0); i < count; i = next_start(page, &starts, i)) {
		struct gh_unit unit = find_run(page, runs, i);

		end_with_order(page, &unit);
		i = unit.end;
		if (unit.end - unit.begin < GH_UNIT_LINES)
			continue;
		describe(page, &unit);
		page->units[page->units_count++] = unit;
	}
	return true;
}
