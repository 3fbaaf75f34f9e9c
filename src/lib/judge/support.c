/* SPDX-License-Identifier: MIT */
#include "judge/support.h"

#include "judge/stem.h"

#define PROSE_HEAD 640 /* key bytes of a line of prose whose words can support others */
#define PROSE_STEMS 96
#define SEVERAL (UINT32_C(1) << 31) /* a stem that occurs in more than one line of prose */

bool gh_gather_support(struct gh_page *page)
{
	uint32_t stems[PROSE_STEMS];
	size_t i, k, count, total = 0;

	for (i = 0; i < page->doc->count; i++)
		total += page->spots[i].prose ? page->spots[i].shape->words : 0;
	if (!gh_table_empty(&page->table, &page->from, total))
		return false;
	for (i = 0; i < page->doc->count; i++) {
		const struct gh_line *line = &page->doc->lines[i];

		if (!page->spots[i].prose)
			continue;
		count = gh_stems(page->shapes.lexicon, gh_line_key(page->doc, line),
		                 line->key_length < PROSE_HEAD ? line->key_length : PROSE_HEAD,
		                 stems, PROSE_STEMS);
		for (k = 0; k < count; k++) {
			uint32_t *value = gh_table_enter(&page->table, stems[k]);

			if (*value == 0)
				*value = (uint32_t)i + 1;
			else if ((*value & ~SEVERAL) != i + 1)
				*value |= SEVERAL;
		}
	}
	page->supported = true;
	return true;
}

int16_t gh_support_of(const struct gh_page *page, size_t i)
{
	const struct gh_shape *shape = page->spots[i].shape;
	size_t k, found = 0;

	for (k = 0; k < shape->stems; k++) {
		uint32_t line = gh_table_find(&page->table, page->shapes.stems[page->spots[i].line->stem + k]);

		found += line != 0 && line != (uint32_t)i + 1;
	}
	return gh_share(found, shape->stems);
}
