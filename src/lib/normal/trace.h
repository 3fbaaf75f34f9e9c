/* SPDX-License-Identifier: MIT */
/* Where normalised bytes came from. */
#ifndef GH_TRACE_H
#define GH_TRACE_H

#include "base/buf.h"
#include "normal/norm.h"

/*
 * Replaces each of count ascending offsets in what the normaliser makes of a line of n bytes, given
 * without its line end, by the offset in the line that it came from.  False for want of memory.
 */
bool gh_normalize_trace(const struct gh_norm *norm, const ghirbal_allocator *from,
                          const char *line, size_t n, size_t *at, size_t count);

#endif
