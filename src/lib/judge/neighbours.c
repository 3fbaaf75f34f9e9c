/* SPDX-License-Identifier: MIT */
#include "judge/neighbours.h"

#include <stdlib.h>
#include <string.h>


/* ---- how many lines about it are such ---- */

#define SHARE(n, most) ((n) < (most) ? (n) * GH_ONE / (most) : GH_ONE)
#define SHARES(m) \
	{SHARE(0, m), SHARE(1, m), SHARE(2, m), SHARE(3, m), SHARE(4, m), SHARE(5, m), SHARE(6, m), \
	 SHARE(7, m), SHARE(8, m), SHARE(9, m), SHARE(10, m), SHARE(11, m), SHARE(12, m), \
	 SHARE(13, m), SHARE(14, m), SHARE(15, m), SHARE(16, m), SHARE(17, m)}

/* Lines of this fact at most reach lines away, as a share of some number of lines. */
static const struct window {
	enum gh_evidence row;
	uint32_t fact;
	unsigned reach;
	bool itself;         /* counts too */
	bool of_all;         /* as a share of the lines there are: less at the ends of a page */
	int16_t shares[18];  /* of so many lines */
} windows[] = {
	{GH_E_SITE_NEAR, GH_IS_ABOUT_SITE, 3, true, false, SHARES(7)},
	{GH_E_PROSE_NEAR, GH_IS_PROSE, 5, false, false, SHARES(10)},
	{GH_E_RULED_NEAR, GH_IS_SITES, 5, false, true, SHARES(10)},
	{GH_E_CHROME_NEAR, GH_IS_CHROME, 8, true, true, SHARES(17)},
	{GH_E_CARDS, GH_IS_CARD, 8, true, false, SHARES(5)},
	{GH_E_ECHOES, GH_IS_ECHO, 2, true, false, SHARES(5)},
	{GH_E_DATES_NEAR, GH_IS_DATED, 8, true, false, SHARES(4)},
};

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

static void tell_window(struct gh_matrix *matrix, const struct gh_page *page,
                        const struct window *window)
{
	int16_t *column;
	size_t i, count = page->doc->count;

	if (!(page->any & window->fact))
		return;
	column = gh_matrix_column(matrix, window->row);
	mark_lines(page->such, page->facts, count, window->fact);
	count_lines(page->near, page->such - window->reach, count, 2 * window->reach + 1);
	if (!window->itself)
		take_away(page->near, page->such, count);
	for (i = 0; i < count; i++)
		column[i] = window->shares[page->near[i]];
	if (window->of_all)
		tell_ends_of_page(column, page, window);
}

/* ---- how far it is to them ---- */

/* Of the lines that rules take, the next above and the next below. */
static void tell_nearness(struct gh_matrix *matrix, const struct gh_page *page)
{
	int16_t *near = gh_matrix_column(matrix, GH_E_RULE_CLOSE);
	int16_t *around = gh_matrix_column(matrix, GH_E_RULES_AROUND);
	int16_t *free = gh_matrix_column(matrix, GH_E_RULE_FREE);
	size_t i, begin = 0, count = page->doc->count, end = gh_next(page, 0, GH_IS_SITES);
	int16_t space = gh_log_share(end, 4); /* the lines [begin, end) between them */

	for (i = 0; i < count; i++) {
		size_t up = begin > 0 ? i + 1 - begin : GH_NOWHERE, down;
		bool sites = i == end;

		if (sites) {
			end = gh_next(page, i + 1, GH_IS_SITES);
			space = gh_log_share(end - begin, 4);
		}
		down = end < count ? end - i : GH_NOWHERE;
		free[i] = space;
		if (up != GH_NOWHERE || down != GH_NOWHERE)
			near[i] = gh_share(1, up < down ? up : down);
		if (up != GH_NOWHERE && down != GH_NOWHERE)
			around[i] = gh_share(2, (up > down ? up : down) + 1);
		if (sites) {
			begin = i + 1;
			space = gh_log_share(end - begin, 4);
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

static void tell_buttons(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count && (page->any & GH_IS_BUTTON); i++)
		if (!gh_is(page, i, GH_IS_SITES | GH_IS_BUTTON) && between_buttons(page, i))
			gh_tell(matrix, GH_E_BUTTONS, i, GH_ONE);
}

static void tell_like_lines(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i, start = 0, count = page->doc->count;

	for (i = 0; i < count; i++) {
		if (i + 1 < count && !gh_is(page, i, GH_IS_PROSE) &&
		    !gh_is(page, i + 1, GH_IS_PROSE) && !(page->marks[i + 1] & GH_STOP) &&
		    gh_like_sized(page, i, i + 1))
			continue;
		if (i - start >= 2)
			gh_tell_lines(matrix, GH_E_LIKE_LINES, start, i + 1, gh_log_share(i + 1 - start, 3));
		start = i + 1;
	}
}

static void tell_rhythm(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i;

	for (i = 2; i + 2 < page->doc->count; i++)
		if (gh_like_sized(page, i, i - 2) && gh_like_sized(page, i, i + 2) &&
		    abs(page->size[i] - page->size[i - 1]) * 100 > 60 * GH_ONE)
			gh_tell(matrix, GH_E_RHYTHM, i, GH_ONE);
}

/* What a menu says too, or what rules hint at, is a heading of the author's where his text follows. */
static void tell_headings(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t i;

	for (i = 0; i + 1 < page->doc->count; i++) {
		if (page->words[i] > 3 || gh_is(page, i + 1, GH_IS_TOLD))
			continue;
		if (page->since_copy[i] > GH_P_STRIDE)
			gh_tell(matrix, GH_E_HEADS_COPY, i, GH_ONE);
		if (gh_is(page, i, GH_IS_HINTED) && page->words[i + 1] >= page->words[i] + 2)
			gh_tell(matrix, GH_E_HINT_HEADS, i, GH_ONE);
	}
}

void gh_tell_neighbours(struct gh_matrix *matrix, const struct gh_page *page)
{
	size_t k;

	for (k = 0; k < sizeof windows / sizeof windows[0]; k++)
		tell_window(matrix, page, &windows[k]);
	tell_nearness(matrix, page);
	scale_column(gh_matrix_column(matrix, GH_E_UNCERTAIN_NEAR),
	             gh_matrix_column(matrix, GH_E_RULE_CLOSE), matrix->stride, page->uncertain);
	tell_buttons(matrix, page);
	tell_like_lines(matrix, page);
	tell_rhythm(matrix, page);
	tell_headings(matrix, page);
}
