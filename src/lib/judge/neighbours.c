/* SPDX-License-Identifier: MIT */
#include "judge/neighbours.h"

#include "judge/window.h"

/* ---- how many lines about it are such ---- */

static const struct {
	enum gh_evidence row;
	uint32_t fact;
	struct gh_window window;
} windows[] = {
	{GH_E_SITE_NEAR, GH_IS_ABOUT_SITE, {3, true, false, 8, GH_SHARE_FACTOR(7, 8)}},
	{GH_E_PROSE_NEAR, GH_IS_PROSE, {5, false, false, 7, GH_SHARE_FACTOR(10, 7)}},
	{GH_E_RULED_NEAR, GH_IS_SITES, {5, false, true, 7, GH_SHARE_FACTOR(10, 7)}},
	{GH_E_CHROME_NEAR, GH_IS_CHROME, {8, true, true, 6, GH_SHARE_FACTOR(17, 6)}},
	{GH_E_CARDS, GH_IS_CARD, {8, true, false, 8, GH_SHARE_FACTOR(5, 8)}},
	{GH_E_ECHOES, GH_IS_ECHO, {2, true, false, 8, GH_SHARE_FACTOR(5, 8)}},
	{GH_E_DATES_NEAR, GH_IS_DATED, {8, true, false, 9, GH_SHARE_FACTOR(4, 9)}},
};

static void tell_windows(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t k;

	for (k = 0; k < sizeof windows / sizeof windows[0]; k++)
		if (page->any & windows[k].fact)
			gh_window_tell(&windows[k].window, page, &matrix->sets,
			               gh_set_of(&matrix->sets, windows[k].fact),
			               gh_matrix_column(matrix, windows[k].row));
}

/* ---- how far it is to them ---- */

/* 2 / d */
#define EIGHT(d) PAIR(d), PAIR(d + 2), PAIR(d + 4), PAIR(d + 6)
#define PAIR(d) 2 * GH_ONE / (d), 2 * GH_ONE / (d + 1)

static int16_t two_in(size_t d)
{
	static const int16_t twos[] = {0, EIGHT(1), EIGHT(9), EIGHT(17), EIGHT(25)};

	if (d < sizeof twos / sizeof *twos)
		return twos[d];
	return (int16_t)(d <= (size_t)2 * GH_ONE ? 2 * GH_ONE / d : 0);
}

static int16_t one_in(size_t d)
{
	return (int16_t)(two_in(d) / 2);
}

/* The columns that tell how far it is to the lines that rules take, above and below. */
struct nearness {
	int16_t *near, *around;
};

/* The lines [begin, end) between two of these. */
static void tell_between(const struct nearness *to, size_t begin, size_t end)
{
	size_t near = 1, far = end - begin;

	for (; near <= far; near++, far--) {
		int16_t one = one_in(near), two = two_in(far + 1);

		to->near[begin + near - 1] = to->near[end - near] = one;
		to->around[begin + near - 1] = to->around[end - near] = two;
	}
}

/* Those above the first of these, or below the last: one side has none. */
static void tell_beyond(const struct nearness *to, size_t begin, size_t end, bool above)
{
	size_t d, most = end - begin < GH_ONE ? end - begin : GH_ONE;

	for (d = 1; d <= most; d++)
		to->near[above ? end - d : begin + d - 1] = one_in(d);
}

/* One of these itself, at line i, with the free lines from begin above it and up to end below. */
static void tell_taken(const struct nearness *to, size_t begin, size_t i, size_t end, size_t count)
{
	size_t up = i + 1 - begin, down = end - i;

	if (begin == 0)
		up = down;
	else if (end == count)
		down = up;
	else
		to->around[i] = two_in((up > down ? up : down) + 1);
	if (begin > 0 || end < count)
		to->near[i] = one_in(up < down ? up : down);
}

static void tell_nearness(struct gh_matrix *matrix, const struct gh_page *page)
{
	const uint64_t *sites = gh_set_of(&matrix->sets, GH_IS_SITES);
	struct nearness to = {NULL, NULL};
	size_t begin = 0, count = page->doc->count, end = gh_set_next(&matrix->sets, sites, 0),
	       next;

	if (end < count) {
		to.near = gh_matrix_column(matrix, GH_E_RULE_CLOSE);
		to.around = gh_matrix_column(matrix, GH_E_RULES_AROUND);
	}
	for (;; begin = end + 1, end = next) {
		gh_tell_lines(matrix, GH_E_RULE_FREE, begin, end, gh_log_share(end - begin));
		if (begin > 0 && end < count)
			tell_between(&to, begin, end);
		else if (begin > 0 || end < count)
			tell_beyond(&to, begin, end, end < count);
		if (end == count)
			return;
		next = gh_set_next(&matrix->sets, sites, end + 1);
		if (!gh_is(page, end, GH_IS_OPEN | GH_IS_WEIGHED))
			continue;
		gh_tell(matrix, GH_E_RULE_FREE, end, gh_log_share(next - begin));
		tell_taken(&to, begin, end, next, count);
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

/* The last line of a page is no button of those above it. */
static bool between_buttons(const struct gh_sets *sets, size_t i)
{
	const uint64_t *buttons = gh_set_of(sets, GH_IS_BUTTON);
	size_t last = sets->count - 1, before = gh_set_last(buttons, i),
	       after = gh_set_next(sets, buttons, i);

	return before != GH_NOWHERE && before + GH_P_STRIDE >= i && after < last &&
	       after < i + GH_P_STRIDE;
}

static void tell_buttons(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && (page->any & GH_IS_BUTTON); i++)
		if (!gh_is(page, i, GH_IS_SITES | GH_IS_BUTTON) &&
		    between_buttons(&matrix->sets, i))
			gh_tell(matrix, GH_E_BUTTONS, i, GH_ONE);
}

/* Runs of lines that are each as long as the one before, and no sentences. */
static void tell_like_lines(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	const uint64_t *like = gh_set(sets, GH_SET_LIKE_NEXT),
		       *prose = gh_set_of(sets, GH_IS_PROSE), *stops = gh_set(sets, GH_SET_STOPS);
	uint64_t *linked = gh_set(sets, GH_SET_FOUND); /* each with the line below it */
	size_t k, i, end, count = page->doc->count;

	for (k = 0; k < gh_set_words(sets); k++)
		linked[k] = like[k] &
		            ~(prose[k] | gh_set_above(prose + k) | gh_set_above(stops + k));
	for (i = gh_set_next(sets, linked, 0); i < count; i = gh_set_next(sets, linked, end)) {
		end = gh_set_end(linked, i);
		if (end - i >= 2)
			gh_tell_lines(matrix, GH_E_LIKE_LINES, i, end + 1,
			              gh_share((size_t)gh_log(end + 1 - i), 3 * GH_ONE));
	}
}

static void tell_rhythm(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	const uint64_t *like = gh_set(sets, GH_SET_LIKE_AFTER), *leaps = gh_set(sets, GH_SET_LEAPS);
	uint64_t *found = gh_set(sets, GH_SET_FOUND);
	size_t k, i, count = page->doc->count;

	for (k = 0; k < gh_set_words(sets); k++) {
		const uint64_t *word = like + k;

		found[k] = (word[0] << 2 | word[-1] >> 62) & word[0] & leaps[k];
	}
	for (i = gh_set_next(sets, found, 0); i < count; i = gh_set_next(sets, found, i + 1))
		gh_tell(matrix, GH_E_RHYTHM, i, GH_ONE);
}

/*
 * What a menu says too, or what rules hint at, is a heading of the author's where his text follows.
 */
static void tell_heading(struct gh_matrix *matrix, const struct gh_page *page, size_t i)
{
	if (page->words[i] > 3)
		return;
	if (page->since_copy[i] > GH_P_STRIDE)
		gh_tell(matrix, GH_E_HEADS_COPY, i, GH_ONE);
	if (gh_is(page, i, GH_IS_HINTED) && page->words[i + 1] >= page->words[i] + 2)
		gh_tell(matrix, GH_E_HINT_HEADS, i, GH_ONE);
}

static void tell_headings(struct gh_matrix *matrix, const struct gh_page *page)
{
	const struct gh_sets *sets = &matrix->sets;
	const uint64_t *copied = gh_set_of(sets, GH_IS_COPIED),
		       *hinted = gh_set_of(sets, GH_IS_HINTED),
		       *ruled = gh_set_of(sets, GH_IS_RULED);
	uint64_t *found = gh_set(sets, GH_SET_FOUND);
	size_t k, i, last = page->doc->count - 1;

	for (k = 0; k < gh_set_words(sets); k++)
		found[k] = (copied[k] | hinted[k]) &
		           ~(gh_set_above(ruled + k) | gh_set_above(hinted + k));
	for (i = gh_set_next(sets, found, 0); i < last; i = gh_set_next(sets, found, i + 1))
		tell_heading(matrix, page, i);
}

void gh_tell_neighbours(struct gh_matrix *matrix, const struct gh_page *page)
{
	tell_windows(matrix, page);
	tell_nearness(matrix, page);
	if ((page->any & GH_IS_SITES) && page->uncertain)
		scale_column(gh_matrix_column(matrix, GH_E_UNCERTAIN_NEAR),
		             gh_matrix_row(matrix, GH_E_RULE_CLOSE), matrix->stride,
		             page->uncertain);
	tell_buttons(matrix, page);
	tell_like_lines(matrix, page);
	tell_rhythm(matrix, page);
	tell_headings(matrix, page);
}
