/* SPDX-License-Identifier: MIT */
/*
 * Lines with their shapes, so that a line seen before is not read again.
 *
 * Each line has one place, by its hash, and a later one takes it: what is forgotten costs a reading
 * and changes nothing.
 */
#ifndef GH_MEMO_H
#define GH_MEMO_H

#include "judge/shape.h"

struct gh_memo;

/* About 1.5 MB; NULL for want of memory. */
struct gh_memo *gh_memo_new(const ghirbal_allocator *from);
void gh_memo_clear(struct gh_memo *memo);
void gh_memo_free(const ghirbal_allocator *from, struct gh_memo *memo);

/* The shape and stems of a line with these very bytes, if it is remembered. */
bool gh_memo_recall(const struct gh_memo *memo, uint64_t hash, const char *text, size_t length,
                    struct gh_shape *shape, uint32_t *stems);

/* Remembers a line, if it is not a long paragraph. */
void gh_memo_keep(struct gh_memo *memo, uint64_t hash, const char *text, size_t length,
                  const struct gh_shape *shape, const uint32_t *stems);

#endif
