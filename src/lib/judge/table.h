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
 * Sees to room for so many more keys, whose places may change: for who enters far fewer than could come,
 * since a table much larger than its keys is never in the cache.  False for want of memory.
 */
bool gh_table_reserve(struct gh_table *table, const ghirbal_allocator *from, size_t more);

/*
 * The number of a key, entered as 0 when it is new; it stands until the table is emptied or room is made.
 */
uint32_t *gh_table_enter(struct gh_table *table, uint64_t key);

/* The number of a key, or 0. */
uint32_t gh_table_find(const struct gh_table *table, uint64_t key);

#endif
