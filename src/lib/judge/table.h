/* SPDX-License-Identifier: MIT */
/*
 * A hash table of numbers, emptied by counting up, since most documents are small.
 */
#ifndef GH_TABLE_H
#define GH_TABLE_H

#include "base/buf.h"

struct gh_table {
	struct gh_table_slot *slots;
	size_t room, mask;
	uint32_t turn; /* slots of other turns are empty */
};

/* Empties the table and makes room for that many keys; false for want of memory. */
bool gh_table_empty(struct gh_table *table, const ghirbal_allocator *from, size_t keys);
void gh_table_free(struct gh_table *table, const ghirbal_allocator *from);

/* The number of a key, entered as 0 when it is new; it stands until the table is emptied. */
uint32_t *gh_table_enter(struct gh_table *table, uint64_t key);

/* The number of a key, or 0. */
uint32_t gh_table_find(const struct gh_table *table, uint64_t key);

#endif
