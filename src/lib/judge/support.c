/* SPDX-License-Identifier: MIT */
#include "judge/support.h"

#include <string.h>

#include "text/words.h"

#define PROSE_HEAD 640 /* key bytes of a line of prose whose words can support others */
#define PROSE_STEMS 96
#define FIRST_STEMS 1024 /* that there is room for before more come */
#define SEVERAL (UINT32_C(1) << 31) /* a stem that occurs in more than one line of prose */

/*
 * Those behind the head of a line of prose; all of them where its shape does not have those of the
 * head.
 */
static void find_behind(struct gh_lexemes *lexemes, struct gh_shaped *shaped,
                        const unsigned char *key, size_t key_length, uint32_t *stems)
{
	size_t length = key_length < PROSE_HEAD ? key_length : PROSE_HEAD;
	size_t head = gh_shape_head(key, key_length);

	shaped->headed = shaped->shape.stems < GH_SHAPE_STEMS && head <= length;
	if (shaped->headed) {
		shaped->supports = (uint32_t)gh_stems(lexemes, key + head, length - head, stems,
		                                      PROSE_STEMS);
		if (shaped->supports + shaped->shape.sample <= PROSE_STEMS)
			return;
	}
	shaped->supports = (uint32_t)gh_stems(lexemes, key, length, stems, PROSE_STEMS);
}

/* Finds the stems of a line of prose, once for all passes over the document. */
static bool find_stems(struct gh_page *page, size_t i)
{
	struct gh_shapes *shapes = &page->shapes;
	const struct gh_line *line = &page->doc->lines[i];
	struct gh_shaped *shaped = &shapes->lines[line->outcome];

	if (shaped->support != GH_UNASKED)
		return true;
	if (!GH_GROW(&shapes->from, shapes->stems, shapes->stems_room,
	             shapes->stems_count + PROSE_STEMS))
		return false;
	shaped->support = (uint32_t)shapes->stems_count;
	find_behind(shapes->lexemes, shaped, gh_line_key(page->doc, line), line->key_length,
	            shapes->stems + shapes->stems_count);
	shapes->stems_count += shaped->supports;
	return true;
}

/* Of lines with the fact; all are sought for who asks for any. */
static void seek_stems(struct gh_page *page, uint32_t facts)
{
	size_t i, count = facts == GH_ANY_FACT ? 0 : page->doc->count;

	memset(page->stems, facts == GH_ANY_FACT ? GH_SOUGHT : GH_NOT_SOUGHT, sizeof page->stems);
	for (i = 0; i < count; i++) {
		const struct gh_shaped *line = page->shaped[i];
		const uint32_t *stem = page->shapes.stems + line->stem,
			       *end = stem + line->shape.stems;

		if (!gh_is(page, i, facts))
			continue;
		for (; stem < end; stem++)
			page->stems[gh_stem_kind(*stem)] = GH_SOUGHT;
	}
}

static void enter_stems(struct gh_page *page, size_t i, const uint32_t *stem, size_t count)
{
	const uint32_t *end = stem + count;

	for (; stem < end; stem++) {
		uint32_t *value;

		if (page->stems[gh_stem_kind(*stem)] == GH_NOT_SOUGHT)
			continue;
		page->stems[gh_stem_kind(*stem)] = GH_IN_PROSE;
		value = gh_table_enter(&page->table, *stem);
		if (*value == 0)
			*value = (uint32_t)i + 1;
		else if ((*value & ~SEVERAL) != i + 1)
			*value |= SEVERAL;
	}
}

/* Those of line i, which is of prose; false for want of memory. */
static bool enter_line(struct gh_page *page, size_t i)
{
	const struct gh_shaped *line = page->shaped[i];
	size_t head;

	if (!find_stems(page, i))
		return false;
	head = line->headed ? line->shape.stems : 0;
	if (!gh_table_reserve(&page->table, &page->from, head + line->supports))
		return false;
	enter_stems(page, i, page->shapes.stems + line->stem, head);
	enter_stems(page, i, page->shapes.stems + line->support, line->supports);
	return true;
}

bool gh_gather_support(struct gh_page *page, uint32_t facts)
{
	size_t i, count = page->doc->count;

	if (page->supported)
		return true;
	if (!gh_table_empty(&page->table, &page->from, FIRST_STEMS))
		return false;
	i = gh_next(page, 0, GH_IS_PROSE);
	if (i < count)
		seek_stems(page, facts);
	else
		memset(page->stems, GH_NOT_SOUGHT, sizeof page->stems);
	for (; i < count; i = gh_next(page, i + 1, GH_IS_PROSE))
		if (!enter_line(page, i))
			return false;
	page->supported = true;
	return true;
}
