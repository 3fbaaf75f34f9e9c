/* SPDX-License-Identifier: MIT */
#include "judge/support.h"

#include <string.h>

#include "text/words.h"

#define PROSE_HEAD 640 /* key bytes of a line of prose whose words can support others */
#define PROSE_STEMS 96
#define FIRST_STEMS 1024 /* that there is room for before more come */
#define SEVERAL (UINT32_C(1) << 31) /* a stem that occurs in more than one line of prose */

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
	shaped->supports = (uint32_t)gh_stems(
		shapes->lexemes, gh_line_key(page->doc, line),
		line->key_length < PROSE_HEAD ? line->key_length : PROSE_HEAD,
		shapes->stems + shapes->stems_count, PROSE_STEMS);
	shapes->stems_count += shaped->supports;
	return true;
}

/* The stems that are looked for, by twelve bits of their hashes: of the prose most are not. */
struct sought {
	uint64_t bits[64];
};

static inline bool is_sought(const struct sought *sought, uint32_t stem)
{
	return sought->bits[stem >> 1 & 63] >> (stem >> 7 & 63) & 1;
}

static void seek_stems(struct sought *sought, const struct gh_page *page, uint32_t facts)
{
	size_t i, k;

	memset(sought->bits, facts == GH_ANY_FACT ? 0xFF : 0, sizeof sought->bits);
	for (i = 0; i < page->doc->count && facts != GH_ANY_FACT; i++) {
		const uint32_t *stems = page->shapes.stems + page->shaped[i]->stem;

		if (!gh_is(page, i, facts))
			continue;
		for (k = 0; k < gh_shape_of(page, i)->stems; k++)
			sought->bits[stems[k] >> 1 & 63] |= UINT64_C(1) << (stems[k] >> 7 & 63);
	}
}

static void enter_stems(struct gh_page *page, const struct sought *sought, size_t i)
{
	const struct gh_shaped *line = page->shaped[i];
	const uint32_t *stems = page->shapes.stems + line->support;
	size_t k;

	for (k = 0; k < line->supports; k++) {
		uint32_t *value;

		if (!is_sought(sought, stems[k]))
			continue;
		value = gh_table_enter(&page->table, stems[k]);
		if (*value == 0)
			*value = (uint32_t)i + 1;
		else if ((*value & ~SEVERAL) != i + 1)
			*value |= SEVERAL;
	}
}

bool gh_gather_support(struct gh_page *page, uint32_t facts)
{
	struct sought sought;
	size_t i;

	if (page->supported)
		return true;
	if (!gh_table_empty(&page->table, &page->from, FIRST_STEMS))
		return false;
	seek_stems(&sought, page, facts);
	for (i = 0; i < page->doc->count; i++) {
		if (!gh_is(page, i, GH_IS_PROSE))
			continue;
		if (!find_stems(page, i) ||
		    !gh_table_reserve(&page->table, &page->from, page->shaped[i]->supports))
			return false;
		enter_stems(page, &sought, i);
	}
	page->supported = true;
	return true;
}

int16_t gh_support_of(const struct gh_page *page, size_t i)
{
	const struct gh_shape *shape = gh_shape_of(page, i);
	const uint32_t *stems = page->shapes.stems + page->shaped[i]->stem;
	size_t k, found = 0;

	for (k = 0; k < shape->stems; k++) {
		uint32_t line = gh_table_find(&page->table, stems[k]);

		found += line != 0 && line != (uint32_t)i + 1;
	}
	return gh_share(found, shape->stems);
}
