/* SPDX-License-Identifier: MIT */
/*
 * Sets of lines, windows, columns of flags and what columns weigh, by vectors, against each line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "judge/matrix.h"
#include "judge/unit.h"
#include "judge/window.h"

#define MOST 700
#define ROOM (MOST + 4 * GH_MARGIN)

static uint32_t facts[ROOM], marks[ROOM];
static int16_t sizes[ROOM], column[ROOM];
static unsigned char kinds[ROOM], before[ROOM];
static struct gh_doc doc;
static struct gh_page page;
static struct gh_sets sets;

static uint32_t chance(void)
{
	static uint64_t seed = 10;

	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 32);
}

/* A page of so many lines, with facts as seldom as that. */
static void make_page(size_t count, unsigned seldom)
{
	size_t i, k;

	page.facts = facts + GH_MARGIN, page.marks = marks + GH_MARGIN;
	page.size = sizes + GH_MARGIN, page.kind = kinds + GH_MARGIN,
	page.before = before + GH_MARGIN;
	memset(facts, 0, sizeof facts);
	for (i = 0; i < ROOM; i++) {
		marks[i] = chance(), kinds[i] = (unsigned char)(chance() % 6);
		sizes[i] = (int16_t)(chance() % 5 * 358 + chance() % 3);
		before[i] = (unsigned char)chance();
	}
	for (i = 0; i < count; i++)
		for (k = 0; k < 31; k++)
			page.facts[i] |= (uint32_t)(chance() % seldom == 0) << k;
	doc.count = count;
	page.doc = &doc;
	assert_true(gh_sets_read(&sets, &page));
}

/* Whether both have about the same number of words: they differ by at most .35 of a logarithm. */
static bool like_sized(size_t a, size_t b)
{
	return abs(page.size[a] - page.size[b]) * 100 < 35 * GH_ONE;
}

static bool is_in(enum gh_set set, size_t i)
{
	const int16_t *size = page.size + i;

	switch (set) {
	case GH_SET_STOPS: return (page.marks[i] & GH_STOP) != 0;
	case GH_SET_FIELDS: return page.kind[i] == GH_FIELD;
	case GH_SET_PRICES: return page.kind[i] == GH_PRICE;
	case GH_SET_LIKE_NEXT: return i + 1 < doc.count && like_sized(i, i + 1);
	case GH_SET_LIKE_AFTER: return i + 2 < doc.count && like_sized(i, i + 2);
	case GH_SET_LEAPS: return abs(size[0] - size[-1]) * 100 > 60 * GH_ONE;
	default: return set < GH_SET_STOPS && (page.facts[i] >> set & 1);
	}
}

static void check_set(enum gh_set which)
{
	const uint64_t *set = gh_set(&sets, which);
	size_t i, next = doc.count, last = GH_NOWHERE, end = doc.count;

	assert_int_equal(set[-1] | set[gh_set_words(&sets)], 0);
	for (i = doc.count; i-- > 0;) {
		if (is_in(which, i))
			next = i;
		else
			end = i;
		assert_int_equal(set[i / 64] >> i % 64 & 1, is_in(which, i));
		assert_int_equal(gh_set_next(&sets, set, i), next);
		assert_int_equal(gh_set_end(set, i), end);
	}
	for (i = 0; i <= doc.count; i++) {
		assert_int_equal(gh_set_last(set, i), last);
		if (i < doc.count && is_in(which, i))
			last = i;
	}
	assert_int_equal(gh_set_next(&sets, set, doc.count), doc.count);
	assert_int_equal(set[doc.count / 64] >> doc.count % 64, 0);
}

static void sets_have_their_lines(void **state)
{
	size_t count;
	int set;

	(void)state;
	for (count = 1; count < MOST; count += 1 + count / 7) {
		make_page(count, 1 + chance() % 40);
		for (set = 0; set < GH_SETS; set++)
			check_set((enum gh_set)set);
	}
}

/* The same of a column of flags, looked at sixteen lines at a time. */
static void check_flags(uint32_t mask, uint32_t wanted)
{
	size_t i, next = doc.count, such = doc.count, last = GH_NOWHERE;

	for (i = doc.count; i-- > 0;) {
		next = gh_is(&page, i, mask) ? i : next;
		such = (page.facts[i] & mask) == wanted ? i : such;
		assert_int_equal(gh_next(&page, i, mask), next);
		assert_int_equal(gh_next_such(&page, i, mask, wanted), such);
	}
	for (i = 0; i <= doc.count; i++) {
		assert_int_equal(gh_last(&page, i, mask), last);
		last = i < doc.count && gh_is(&page, i, mask) ? i : last;
	}
	assert_int_equal(gh_next(&page, doc.count, mask), doc.count);
	assert_int_equal(gh_next_such(&page, GH_NOWHERE, mask, wanted), doc.count);
}

static void flags_are_found(void **state)
{
	size_t count;

	(void)state;
	for (count = 1; count < MOST; count += 1 + count / 7) {
		make_page(count, 1 + chance() % 40);
		check_flags(GH_IS_KEPT, GH_IS_KEPT);
		check_flags(GH_IS_TOLD | GH_IS_INFO, GH_IS_RULED);
		check_flags(GH_IS_WEIGHED | GH_IS_PROSE | GH_IS_ECHO, GH_IS_WEIGHED | GH_IS_ECHO);
	}
}

static void check_window(const struct gh_window *window, size_t most, uint32_t fact)
{
	size_t i, k;

	gh_window_tell(window, &page, &sets, gh_set_of(&sets, fact), column);
	for (i = 0; i < doc.count; i++) {
		size_t near = 0, lines = 0;

		for (k = i < window->reach ? 0 : i - window->reach; k <= i + window->reach; k++) {
			if (k >= doc.count || (k == i && !window->itself))
				continue;
			near += gh_is(&page, k, fact);
			lines++;
		}
		assert_int_equal(column[i], gh_share(near, window->of_all ? lines : most));
	}
}

static void windows_have_their_shares(void **state)
{
	size_t count;

	(void)state;
	for (count = 1; count < MOST; count += 1 + count / 9) {
		make_page(count, 1 + chance() % 5);
		check_window(&(struct gh_window){3, true, false, 8, GH_SHARE_FACTOR(7, 8)}, 7,
		             GH_IS_KEPT);
		check_window(&(struct gh_window){5, false, false, 7, GH_SHARE_FACTOR(10, 7)}, 10,
		             GH_IS_PROSE);
		check_window(&(struct gh_window){5, false, true, 7, GH_SHARE_FACTOR(10, 7)}, 10,
		             GH_IS_SITES);
		check_window(&(struct gh_window){8, true, true, 6, GH_SHARE_FACTOR(17, 6)}, 17,
		             GH_IS_CHROME);
		check_window(&(struct gh_window){8, true, false, 8, GH_SHARE_FACTOR(5, 8)}, 5,
		             GH_IS_CARD);
		check_window(&(struct gh_window){2, true, false, 8, GH_SHARE_FACTOR(5, 8)}, 5,
		             GH_IS_ECHO);
		check_window(&(struct gh_window){8, true, false, 9, GH_SHARE_FACTOR(4, 9)}, 4,
		             GH_IS_WEIGHED);
	}
}

static int16_t some_number(void)
{
	return (int16_t)(chance() % (GH_ONE + 1));
}

/* One number for the lines up to some, and others for those behind it. */
static void tell_row(struct gh_matrix *matrix, enum gh_evidence row)
{
	size_t i = chance() % (doc.count + 1);

	gh_tell_lines(matrix, row, 0, i, some_number());
	for (; i < doc.count; i++)
		gh_tell(matrix, row, i, some_number());
}

/*
 * A matrix with some columns, of odd and even numbers of them, and some rows that are told at once.
 */
static void fill_matrix(struct gh_matrix *matrix, const struct gh_weights *weights, size_t columns)
{
	size_t k, i;

	assert_true(gh_matrix_open(matrix, &page, weights, true));
	for (k = GH_PAGE_EVIDENCE; k < GH_PAGE_EVIDENCE_END; k++)
		matrix->of_page[k] = some_number();
	for (k = 0; k < columns; k++) {
		enum gh_evidence row = (enum gh_evidence)(GH_PAGE_EVIDENCE_END + k);
		int16_t *numbers;

		if (chance() % 2) {
			tell_row(matrix, row);
			continue;
		}
		numbers = gh_matrix_column(matrix, row);
		for (i = 0; i < doc.count; i++)
			numbers[i] = some_number();
	}
}

static int32_t weigh_line(const struct gh_matrix *matrix, const struct gh_weights *weights,
                          size_t i)
{
	int32_t sum = page.shaped[i]->shape.worth;
	size_t row;

	for (row = GH_SHAPE_EVIDENCE; row < GH_EVIDENCE; row++)
		sum += weights->of[row] * gh_matrix_row(matrix, row)[matrix->told[row] ? i : 0];
	return sum;
}

static void check_product(size_t count, size_t columns)
{
	static struct gh_shaped shaped[ROOM];
	static const struct gh_shaped *lines[ROOM];
	static int32_t scores[ROOM];
	struct gh_matrix matrix = {0};
	struct gh_weights weights;
	int kernel;
	size_t i;

	make_page(count, 10);
	page.shaped = lines, page.score = scores;
	for (i = 0; i < count; i++) {
		shaped[i].shape.worth = (int32_t)(chance() % 1000000) - 500000;
		lines[i] = &shaped[i];
	}
	for (i = 0; i < GH_EVIDENCE; i++)
		weights.of[i] = (int16_t)((int)(chance() % 801) - 400);
	fill_matrix(&matrix, &weights, columns);
	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		if (!gh_kernel_runs((enum gh_kernel)kernel))
			continue;
		gh_matrix_weigh(&matrix, &page, (enum gh_kernel)kernel);
		for (i = 0; i < count; i++)
			assert_int_equal(scores[i], weigh_line(&matrix, &weights, i));
	}
	gh_matrix_free(&matrix, &page.from);
}

static void products_are_sums(void **state)
{
	size_t count;

	(void)state;
	for (count = 1; count < MOST; count += 1 + count / 9)
		check_product(count, chance() % 20);
}

/* ---- runs of lines of one pattern ---- */

static struct gh_shaped shaped[MOST];
static const struct gh_shaped *shapes_of[ROOM];
static struct gh_line lines[MOST];
static uint32_t words[ROOM];
static unsigned char lengths[ROOM];

/* Most lines are as one a few above. */
static void make_runs(size_t count)
{
	size_t i;

	memset(facts, 0, sizeof facts);
	page.words = words + GH_MARGIN, page.length = lengths + GH_MARGIN;
	page.shaped = shapes_of + GH_MARGIN;
	doc.lines = lines;
	for (i = 0; i < count; i++) {
		struct gh_shape *shape = &shaped[i].shape;
		size_t above = 1 + chance() % 3;

		shape->kind = i >= above && chance() % 8 ? shaped[i - above].shape.kind
		                                         : (unsigned char)(chance() % 7);
		shape->words = shape->kind == GH_LABEL ? 1 + chance() % 3 : 4 + chance() % 21;
		page.facts[i] = (shape->kind == GH_TEXT) * GH_IS_PROSE |
		                (chance() % 30 == 0) * GH_IS_RULED;
		page.shaped[i] = &shaped[i];
		page.words[i] = shape->words, page.length[i] = (unsigned char)shape->words;
		lines[i] = (struct gh_line){.text = ""};
	}
}

static bool are_alike(size_t a, size_t b)
{
	size_t x = words[GH_MARGIN + a], y = words[GH_MARGIN + b];
	unsigned char one = page.kind[a], other = page.kind[b];

	if (one == GH_TITLE && other == GH_TITLE)
		return x <= 3 * y && y <= 3 * x;
	if (one == GH_TITLE || other == GH_TITLE)
		return (one == GH_LABEL && y <= 6) || (other == GH_LABEL && x <= 6);
	return one == other && one != GH_APART;
}

/* The longest run from start on, by the shortest period that has it, each looked for by itself. */
static struct gh_unit longest_run(size_t start)
{
	struct gh_unit best = {.begin = start, .end = start + 1, .period = 1};
	size_t period, end, i;

	for (period = 1; period <= 3 && start + period <= doc.count; period++) {
		bool plain = true;

		for (end = start + period; end < doc.count && are_alike(end - period, end); end++)
			;
		for (i = start + 1; i < start + period; i++)
			plain = plain && are_alike(i - 1, i);
		if (end - start < 3 * period || end - start <= best.end - start + period - 1 ||
		    (period > 1 && plain))
			continue;
		best.end = end, best.period = (unsigned char)period;
	}
	return best;
}

static void units_are_the_longest_runs(void **state)
{
	size_t count, i, found;

	(void)state;
	for (count = 1; count < MOST; count += 1 + count / 40) {
		make_page(count, 1);
		make_runs(count);
		assert_true(gh_find_units(&page));
		for (i = found = 0; i < count;) {
			struct gh_unit run = longest_run(i);

			i = run.end;
			if (run.end - run.begin < GH_UNIT_LINES)
				continue;
			assert_true(found < page.units_count);
			assert_int_equal(page.units[found].begin, run.begin);
			assert_int_equal(page.units[found].end, run.end);
			assert_int_equal(page.units[found++].period, run.period);
		}
		assert_int_equal(page.units_count, found);
	}
	gh_release(&page.from, page.units);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_have_their_lines),
		cmocka_unit_test(flags_are_found),
		cmocka_unit_test(windows_have_their_shares),
		cmocka_unit_test(units_are_the_longest_runs),
		cmocka_unit_test(products_are_sums),
	};
	int failed;

	page.from = gh_allocator(NULL);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	gh_sets_free(&sets, &page.from);
	return failed;
}
