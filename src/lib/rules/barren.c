/* SPDX-License-Identifier: MIT */
#include "rules/barren.h"

#include <string.h>

#include "text/stem.h"

struct gh_barren *gh_barren_place(struct gh_barren *all, const unsigned char *key, size_t length)
{
	return &all[gh_hash_key(key, length) % GH_BARREN_KEYS];
}

bool gh_is_barren(const struct gh_barren *place, const unsigned char *key, size_t length)
{
	return place->length == length && memcmp(place->key, key, length) == 0;
}

void gh_barren_note(struct gh_barren *place, const unsigned char *key, size_t length, size_t words,
                    size_t steps)
{
	memcpy(place->key, key, length);
	place->length = (unsigned short)length;
	place->words = (unsigned short)words;
	place->steps = (uint32_t)steps;
}
