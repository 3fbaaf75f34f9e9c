/* SPDX-License-Identifier: MIT */
/* The normaliser, as normalisation.md (HACKING.md says where it is) orders its steps. */
#ifndef GH_NORM_H
#define GH_NORM_H

#include "buf.h"

struct gh_norm {
	ghirbal_normal normal;
	ghirbal_invalid invalid;
	/* whatever a run needs that can be computed once */
};

void gh_norm_init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid);

/*
 * Appends text, whole lines with their line ends, to out, normalised; one output line for each
 * input line.  changed has GHIRBAL_SWITCHES counters, *repaired counts ill-formed sequences.
 * Returns GHIRBAL_OK, GHIRBAL_NO_MEMORY or GHIRBAL_BAD_UTF8.
 */
ghirbal_status gh_norm_append(const struct gh_norm *norm, const ghirbal_allocator *from, struct gh_buf *out,
                              const char *text, size_t n, uint64_t *changed, uint64_t *repaired);

#endif
