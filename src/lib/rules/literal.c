/* SPDX-License-Identifier: MIT */
#include "rules/literal.h"

#include <string.h>

#include "text/fold.h"

#define NONE UINT32_MAX

/* Four bytes of a literal choose a list; of a leading one the first two. */
static uint32_t list_of_four(const unsigned char *at)
{
	uint32_t two = at[0] | (uint32_t)at[1] << 8,
		 four = two | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;

	return four * UINT32_C(0x9E3779B1) >> (32 - GH_LITERAL_BITS);
}

static uint32_t list_of_two(const unsigned char *at)
{
	return (at[0] * 31u + at[1] * 7u) & ((1u << GH_LITERAL_BITS) - 1);
}

/* A literal of n bytes has n - 3 pieces of four, so one of them stands at a multiple of that. */
static unsigned stride_of(const struct gh_literals *literals)
{
	size_t i, stride = GH_LITERAL_STRIDE;

	for (i = 0; i < literals->count; i++)
		if (!literals->all[i].leads && literals->all[i].length - GH_LITERAL_INSIDE + 1 < stride)
			stride = literals->all[i].length - GH_LITERAL_INSIDE + 1;
	return (unsigned)stride;
}

void gh_literals_index(struct gh_literals *literals)
{
	uint32_t i, piece;

	literals->stride = stride_of(literals);
	for (i = 0; i < 1u << GH_LITERAL_BITS; i++)
		literals->inside[i] = literals->leading[i] = NONE;
	for (i = 0; i < literals->count; i++) {
		struct gh_literal *literal = &literals->all[i];
		const unsigned char *key =
			(const unsigned char *)literals->keys.data + literal->key;
		uint32_t *head = &literals->leading[list_of_two(key)];

		if (literal->leads) {
			literal->next[0] = *head;
			*head = i * GH_LITERAL_STRIDE;
		}
		for (piece = 0; piece < literals->stride && !literal->leads; piece++) {
			uint32_t list = list_of_four(key + piece);

			literals->filter[list] = literals->any_inside = true;
			literal->next[piece] = literals->inside[list];
			literals->inside[list] = i * GH_LITERAL_STRIDE + piece;
		}
	}
}

/* Tells of the literals of a list that have the piece which stands at this place of the key. */
static void tell(const struct gh_literals *literals, uint32_t list, const unsigned char *key,
                 size_t at, size_t length, gh_literal_found *found, void *context)
{
	const unsigned char *keys = (const unsigned char *)literals->keys.data;

	while (list != NONE) {
		const struct gh_literal *literal = &literals->all[list / GH_LITERAL_STRIDE];
		size_t piece = list % GH_LITERAL_STRIDE;

		if (piece <= at && literal->length <= length - (at - piece) &&
		    memcmp(keys + literal->key, key + at - piece, literal->length) == 0)
			found(context, literal->number);
		list = literal->next[piece];
	}
}

/*
 * The loop over eight places has no branch that depends on the text, unless one of them may be a
 * hit.
 */
void gh_literals_find(const struct gh_literals *literals, const unsigned char *key, size_t length,
                      gh_literal_found *found, void *context)
{
	size_t at, i, stride = literals->stride;

	if (length >= GH_LITERAL_LEADING)
		tell(literals, literals->leading[list_of_two(key)], key, 0, length, found, context);
	for (at = 0; literals->any_inside && at + GH_LITERAL_INSIDE <= length; at += 8 * stride) {
		size_t left = (length - at - GH_LITERAL_INSIDE) / stride + 1;
		size_t places = left < 8 ? left : 8;
		unsigned hits = 0;

		for (i = 0; i < places; i++)
			hits |= literals->filter[list_of_four(key + at + i * stride)];
		for (i = 0; hits && i < places; i++) {
			uint32_t list = list_of_four(key + at + i * stride);

			if (literals->filter[list])
				tell(literals, literals->inside[list], key, at + i * stride, length,
				     found, context);
		}
	}
}

void gh_literals_init(struct gh_literals *literals, const ghirbal_allocator *from)
{
	memset(literals, 0, sizeof *literals);
	literals->from = *from;
}

void gh_literals_free(struct gh_literals *literals)
{
	gh_release(&literals->from, literals->all);
	gh_buf_free(&literals->from, &literals->keys);
}
