/* SPDX-License-Identifier: MIT */
/*
 * A text through the normaliser.
 *
 * Clean text is scanned and copied (scan.h); words of which each character goes, stays or folds
 * whatever stands beside it are done byte by byte (fastpath.h); any other word goes through the
 * steps (slowpath.h, norm.h).  Both paths give the same bytes, and a test holds it.
 */
#ifndef GH_NORMALIZE_H
#define GH_NORMALIZE_H

#include "base/buf.h"
#include "normal/edit.h"
#include "normal/norm.h"

/*
 * Appends text, whole lines with their line ends, to out, normalised; one output line for each
 * input line.  changed has GHIRBAL_SWITCHES counters, *repaired counts ill-formed sequences.
 * Returns GHIRBAL_OK, GHIRBAL_NO_MEMORY or GHIRBAL_BAD_UTF8.
 */
ghirbal_status gh_normalize_append(const struct gh_norm *norm, const ghirbal_allocator *from,
                                   struct gh_buf *out, const char *text, size_t n,
                                   uint64_t *changed, uint64_t *repaired);

/*
 * The same into out, whatever is there; but nothing is written of a text in which there is nothing
 * to change: *same is true, and it stands for itself.  edits, or NULL, is empty.
 */
ghirbal_status gh_normalize_view(const struct gh_norm *norm, const ghirbal_allocator *from,
                                 struct gh_buf *out, const char *text, size_t n, bool *same,
                                 uint64_t *changed, uint64_t *repaired, struct gh_edits *edits);

#endif
