/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "fold_rows.h"

#include <stdlib.h>

#define AROUND 3    /* lines on both sides of a removal that a reader needs to judge it */

struct row {
	const char *at;
	size_t size;
	bool removed;       /* something of it went */
	bool shown;
};

static size_t read_rows(struct row *list, const char *rows, size_t size)
{
	size_t i = 0, count = 0;

	while (i < size) {
		const char *newline = memchr(rows + i, '\n', size - i);
		size_t length = (size_t)(newline - (rows + i));

		if (list)
			list[count] = (struct row){rows + i, length, rows[i] != '"', false};
		count++;
		i += length + 1;
	}
	return count;
}

static bool show(struct row *row, size_t *left)
{
	if (row->shown)
		return true;
	if (row->size + 16 > *left)
		return false;
	row->shown = true;
	*left -= row->size + 1;
	return true;
}

/* Removals first, each with what stands around it, then the rest from the top. */
static void choose(struct row *list, size_t count, size_t most)
{
	size_t i, j, left = most;

	for (i = 0; i < count; i++) {
		if (!list[i].removed)
			continue;
		for (j = i > AROUND ? i - AROUND : 0; j < count && j <= i + AROUND; j++)
			if (!show(&list[j], &left))
				return;
	}
	for (i = 0; i < count; i++)
		if (!show(&list[i], &left))
			return;
}

static void put_gap(struct bytes *to, uint64_t lines, uint64_t removals)
{
	if (lines > 0)
		bytes_format(to, "[%llu,%llu],", (unsigned long long)lines,
		             (unsigned long long)removals);
}

static void put_rows(struct bytes *to, const struct row *list, size_t count, uint64_t behind)
{
	uint64_t lines = 0, removals = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!list[i].shown) {
			lines++;
			removals += list[i].removed;
			continue;
		}
		put_gap(to, lines, removals);
		lines = removals = 0;
		bytes_add(to, list[i].at, list[i].size);
		bytes_put(to, ',');
	}
	put_gap(to, lines + behind, removals);
}

void fold_rows(struct bytes *to, const char *rows, size_t size, size_t most, uint64_t behind)
{
	size_t count = read_rows(NULL, rows, size), begin = to->size;
	struct row *list = array_resize(NULL, count, sizeof *list);

	(void)read_rows(list, rows, size);
	choose(list, count, size <= most ? SIZE_MAX : most);
	put_rows(to, list, count, behind);
	if (to->size > begin)
		to->size--; /* the last comma */
	free(list);
}
