/* SPDX-License-Identifier: MIT */
/*
 * A hash table of numbers, emptied by counting up, since most documents are small.
 *
 * Keys are multiplied by an odd number that nobody outside the process knows, and their highest
 * bits are the place (Dietzfelbinger 1996): two keys fall together as rarely as by chance, whoever
 * chose them.  That number never shows in what is found, since keys are compared whole.
 */
#ifndef GH_TABLE_H
#define GH_TABLE_H

#include "base/buf.h"

struct gh_table_slot {
	uint64_t key;
	uint32_t value, turn;
};

struct gh_table {
	struct gh_table_slot *slots;
	size_t room, mask;
	size_t count;    /* of keys */
	uint32_t turn;   /* slots of other turns are empty */
	unsigned shift;  /* leaves as many bits as mask has */
	uint64_t secret; /* odd */
};

/* Empties the table and makes room for that many keys; false for want of memory. */
bool gh_table_empty(struct gh_table *table, const ghirbal_allocator *from, size_t keys);
void gh_table_free(struct gh_table *table, const ghirbal_allocator *from);

/*
 * Sees to room for so many more keys, whose places may change: for who enters far fewer than could
 * come, since a table much larger than its keys is never in the cache.  False for want of memory.
 */
bool gh_table_reserve(struct gh_table *table, const ghirbal_allocator *from, size_t more);

/* Where a key is, or the slot that is free for it. */
static inline struct gh_table_slot *gh_table_slot_of(const struct gh_table *table, uint64_t key)
{
	struct gh_table_slot *slot = &table->slots[key * table->secret >> table->shift];

	while (slot->turn == table->turn && slot->key != key)
		slot = &table->slots[((size_t)(slot - table->slots) + 1) & table->mask];
	return slot;
}

/*
 * The number of a key, entered as 0 when it is new; it stands until the table is emptied or room is
 * made.
 */
static inline uint32_t *gh_table_enter(struct gh_table *table, uint64_t key)
{
	struct gh_table_slot *slot = gh_table_slot_of(table, key);

	if (slot->turn != table->turn) {
		*slot = (struct gh_table_slot){key, 0, table->turn};
		table->count++;
	}
	return &slot->value;
}

/* The number of a key, or 0. */
static inline uint32_t gh_table_find(const struct gh_table *table, uint64_t key)
{
	const struct gh_table_slot *slot = gh_table_slot_of(table, key);

	return slot->turn == table->turn ? slot->value : 0;
}

#endif
