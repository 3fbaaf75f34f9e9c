/* SPDX-License-Identifier: MIT */
#include "judge/table.h"

#include <string.h>

#define LEAST 64 /* slots */

/* Where the system put the slots and the table is not for a writer of pages to know. */
static uint64_t make_secret(const struct gh_table *table, const void *slots)
{
	uint64_t h = (uint64_t)(uintptr_t)slots;

	h = (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
	h ^= (uint64_t)(uintptr_t)table;
	h = (h ^ h >> 32) * UINT64_C(0xD6E8FEB86659FD93);
	return (h ^ h >> 32) | 1;
}

static void use_slots(struct gh_table *table, size_t count)
{
	table->mask = count - 1;
	table->shift = 64 - (unsigned)__builtin_ctzll(count);
}

bool gh_table_empty(struct gh_table *table, const ghirbal_allocator *from, size_t keys)
{
	size_t before = table->room, want = LEAST;

	while (want < keys * 2)
		want *= 2;
	if (!GH_GROW(from, table->slots, table->room, want))
		return false;
	if (table->room != before || table->turn == UINT32_MAX) {
		memset(table->slots, 0, table->room * sizeof *table->slots);
		table->turn = 0;
		table->secret = make_secret(table, table->slots);
	}
	use_slots(table, want);
	table->turn++;
	table->count = 0;
	return true;
}

void gh_table_free(struct gh_table *table, const ghirbal_allocator *from)
{
	gh_release(from, table->slots);
}

/* Moves the keys of before into new slots. */
static void move_keys(struct gh_table *table, const struct gh_table *before)
{
	size_t i;

	for (i = 0; i <= before->mask; i++)
		if (before->slots[i].turn == before->turn)
			*gh_table_enter(table, before->slots[i].key) = before->slots[i].value;
}

bool gh_table_reserve(struct gh_table *table, const ghirbal_allocator *from, size_t more)
{
	struct gh_table before = *table;
	size_t want = before.mask + 1;

	if ((before.count + more) * 2 <= want)
		return true;
	while (want < (before.count + more) * 2)
		want *= 2;
	table->slots = gh_zeroed(from, want * sizeof *table->slots);
	if (!table->slots) {
		*table = before;
		return false;
	}
	table->room = want;
	table->count = 0;
	table->turn = 1;
	table->secret = make_secret(table, table->slots);
	use_slots(table, want);
	move_keys(table, &before);
	gh_release(from, before.slots);
	return true;
}
