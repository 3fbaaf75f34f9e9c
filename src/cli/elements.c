/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "elements.h"

#include <stdlib.h>
#include <string.h>

void elements_clear(struct elements *elements)
{
	elements->count = elements->gap_count = 0;
}

void elements_free(struct elements *elements)
{
	free(elements->at);
	free(elements->gaps);
}

struct element *elements_add(struct elements *elements, struct bytes *text)
{
	struct element *added;

	ARRAY_GROW(elements->at, elements->room, elements->count + 1);
	added = &elements->at[elements->count++];
	if (elements->count > 1 && (added[-1].size == 0 || text->at[text->size - 1] != '\n'))
		bytes_put(text, '\n');
	*added = (struct element){.at = text->size};
	return added;
}

void elements_note(struct elements *elements, const ghirbal_removal *removal)
{
	/* Of a line out of which a span is cut the line end stays, or is told as blank. */
	if (removal->verdict == GHIRBAL_CUT)
		return;
	ARRAY_GROW(elements->gaps, elements->gap_room, elements->gap_count + 1);
	elements->gaps[elements->gap_count++] =
		(struct gap){removal->offset,
	                     removal->offset + removal->extent + removal->line_end_length};
}

/* ---- what went of one element ---- */

/* The last element that begins at or before offset. */
static size_t element_at(const struct elements *elements, uint64_t offset)
{
	size_t low = 0, high = elements->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (elements->at[middle].at <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* A line lies in one element, but for the end that may have been put behind it. */
static void take_line(const struct element *element, ghirbal_removal *part)
{
	uint64_t end = element->at + element->size, line_end = part->offset + part->extent;

	if (line_end + part->line_end_length > end)
		part->line_end_length = (size_t)(end - line_end);
}

/* Blank lines may lie in several. */
static void take_blank(const struct element *element, ghirbal_removal *part)
{
	uint64_t begin = part->offset, end = part->offset + part->extent;
	uint64_t last = element->at + element->size;
	size_t before = element->at > begin ? (size_t)(element->at - begin) : 0;

	part->line += count_byte(part->text, before, '\n');
	part->text += before;
	part->offset += before;
	part->length = (size_t)((end < last ? end : last) - part->offset);
	part->extent = part->length;
}

/* Whether blank lines that went take more of the element than a line end put behind it. */
static bool holds_blank(const struct element *element, const ghirbal_removal *removal)
{
	uint64_t begin = removal->offset, end = begin + removal->extent;
	uint64_t last = element->at + element->size;

	return (element->at > begin ? element->at : begin) < (last < end ? last : end);
}

static bool blank_part(const struct elements *elements, const ghirbal_removal *removal,
                       size_t *number)
{
	size_t i = *number == SIZE_MAX ? element_at(elements, removal->offset) : *number + 1;

	while (i < elements->count && elements->at[i].at < removal->offset + removal->extent) {
		*number = i;
		if (holds_blank(&elements->at[i++], removal))
			return true;
	}
	return false;
}

bool elements_part(const struct elements *elements, const ghirbal_removal *removal, size_t *number,
                   ghirbal_removal *part)
{
	bool blank = removal->verdict == GHIRBAL_BLANK;

	if (blank ? !blank_part(elements, removal, number) : *number != SIZE_MAX)
		return false;
	if (!blank)
		*number = element_at(elements, removal->offset);
	*part = *removal;
	if (blank)
		take_blank(&elements->at[*number], part);
	else
		take_line(&elements->at[*number], part);
	part->offset -= elements->at[*number].at;
	return true;
}

/* ---- what is left of one element ---- */

static bool is_gone(const struct elements *elements, struct share *share, size_t at)
{
	while (share->gap < elements->gap_count && elements->gaps[share->gap].end <= at)
		share->gap++;
	return share->gap < elements->gap_count && elements->gaps[share->gap].begin <= at;
}

static size_t line_after(const struct bytes *text, size_t at, size_t end)
{
	const char *newline = at < end ? memchr(text->at + at, '\n', end - at) : NULL;

	return newline ? (size_t)(newline - text->at) + 1 : end;
}

const char *elements_left(const struct elements *elements, size_t number, struct share *share,
                          const struct bytes *text, const struct bytes *clean, size_t *size)
{
	const struct element *element = &elements->at[number];
	size_t limit = number + 1 < elements->count ? element[1].at : text->size;
	size_t begin = share->clean, end = begin;

	while (share->line < limit) {
		share->line = line_after(text, share->line, limit);
		if (is_gone(elements, share, share->line - 1))
			continue;
		end = share->clean = line_after(clean, share->clean, clean->size);
		/* The line end that is not the element's own is not its either in what came out. */
		if (share->line > element->at + element->size && end > begin)
			end--;
	}
	*size = end - begin;
	return clean->size > 0 ? clean->at + begin : "";
}
