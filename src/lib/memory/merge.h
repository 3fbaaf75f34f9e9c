/* SPDX-License-Identifier: MIT */
/*
 * Merges parts of a site memory, in whatever order, to what learning all at once would have given.
 */
#ifndef GH_MEMORY_MERGE_H
#define GH_MEMORY_MERGE_H

#include "memory/store.h"

ghirbal_status gh_merge(const struct gh_store *const *parts, size_t count, bool part,
                        ghirbal_memory_write *write, void *context,
                        const ghirbal_allocator *from);

#endif
