/* SPDX-License-Identifier: MIT */
#include "rules/literal.h"

#include <string.h>

#include "text/fold.h"

#define NONE UINT32_MAX

/* The filter stays in the first cache unless there are very many literals, and is sparse. */
#define LEAST_BITS 14
#define PLACES_A_PIECE 8

/* Four bytes of a literal choose a list; of a leading one its first 16, 8, 4 or 2. */
static uint32_t list_of_four(const struct gh_literals *literals, const unsigned char *at)
{
	uint32_t four = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;

	return four * UINT32_C(0x9E3779B1) >> (32 - literals->bits);
}

static size_t bytes_of(unsigned size)
{
	return (size_t)GH_LITERAL_LEADING << size;
}

static uint32_t list_of_first(const struct gh_literals *literals, const unsigned char *at,
                              unsigned size)
{
	size_t n = bytes_of(size);
	uint64_t hash = gh_word_head(at, n, n) + size;

	if (n > 8)
		hash = (hash * GH_WORD_FACTOR) ^ gh_eight(at + 8);
	return (uint32_t)(hash * GH_WORD_FACTOR >> (64 - literals->bits));
}

/* How many of its bytes list a leading literal. */
static unsigned size_of(const struct gh_literal *literal)
{
	unsigned size = GH_LITERAL_SIZES - 1;

	while (size > 0 && literal->length < bytes_of(size))
		size--;
	return size;
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

static bool make_tables(struct gh_literals *literals)
{
	size_t size, i;

	literals->bits = LEAST_BITS;
	while (literals->bits < 28 && (size_t)1 << literals->bits <
	                                      literals->count * literals->stride * PLACES_A_PIECE)
		literals->bits++;
	size = (size_t)1 << literals->bits;
	literals->filter = gh_resize(&literals->from, NULL, size * sizeof *literals->filter);
	literals->inside = gh_resize(&literals->from, NULL, size * sizeof *literals->inside);
	literals->leading = gh_resize(&literals->from, NULL, size * sizeof *literals->leading);
	if (!literals->filter || !literals->inside || !literals->leading)
		return false;
	memset(literals->filter, 0, size * sizeof *literals->filter);
	for (i = 0; i < size; i++)
		literals->inside[i] = literals->leading[i] = NONE;
	return true;
}

static void list_leading(struct gh_literals *literals, uint32_t number, const unsigned char *key)
{
	struct gh_literal *literal = &literals->all[number];
	unsigned size = size_of(literal);
	uint32_t *head = &literals->leading[list_of_first(literals, key, size)];

	literals->leading_of[size] = true;
	literal->next[0] = *head;
	*head = number * GH_LITERAL_STRIDE;
}

static void list_inside(struct gh_literals *literals, uint32_t number, const unsigned char *key)
{
	struct gh_literal *literal = &literals->all[number];
	uint32_t piece;

	for (piece = 0; piece < literals->stride; piece++) {
		uint32_t list = list_of_four(literals, key + piece);

		literals->filter[list] = literals->any_inside = true;
		literal->next[piece] = literals->inside[list];
		literals->inside[list] = number * GH_LITERAL_STRIDE + piece;
	}
}

bool gh_literals_index(struct gh_literals *literals)
{
	uint32_t i;

	if (literals->count == 0)
		return true;
	literals->stride = stride_of(literals);
	if (!make_tables(literals))
		return false;
	for (i = 0; i < literals->count; i++) {
		const unsigned char *key =
			(const unsigned char *)literals->keys.data + literals->all[i].key;

		if (literals->all[i].leads)
			list_leading(literals, i, key);
		else
			list_inside(literals, i, key);
	}
	return true;
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

static void find_leading(const struct gh_literals *literals, const unsigned char *key, size_t length,
                         gh_literal_found *found, void *context)
{
	unsigned size;

	for (size = 0; size < GH_LITERAL_SIZES && length >= bytes_of(size); size++)
		if (literals->leading_of[size])
			tell(literals, literals->leading[list_of_first(literals, key, size)], key, 0,
			     length, found, context);
}

/*
 * The loop over eight places has no branch that depends on the text, unless one of them may be a
 * hit.
 */
void gh_literals_find(const struct gh_literals *literals, const unsigned char *key, size_t length,
                      gh_literal_found *found, void *context)
{
	size_t at, i, stride = literals->stride;

	find_leading(literals, key, length, found, context);
	for (at = 0; literals->any_inside && at + GH_LITERAL_INSIDE <= length; at += 8 * stride) {
		size_t left = (length - at - GH_LITERAL_INSIDE) / stride + 1;
		size_t places = left < 8 ? left : 8;
		unsigned hits = 0;

		for (i = 0; i < places; i++)
			hits |= literals->filter[list_of_four(literals, key + at + i * stride)];
		for (i = 0; hits && i < places; i++) {
			uint32_t list = list_of_four(literals, key + at + i * stride);

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
	gh_release(&literals->from, literals->filter);
	gh_release(&literals->from, literals->inside);
	gh_release(&literals->from, literals->leading);
	gh_buf_free(&literals->from, &literals->keys);
}
