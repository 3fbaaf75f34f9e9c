/* SPDX-License-Identifier: MIT */
/*
 * The normaliser.  What it does and why, code point by code point: ghirbal(1), --normalize.
 *
 * Clean text is hunted through and copied (hunt.h); words whose only fault is marks and tatweels
 * between letters are stripped byte by byte; any other word goes to the bench, where the steps run
 * in their order (word.h).  The short ways give the bytes that the bench would, and a test holds it.
 */
#ifndef GH_NORM_H
#define GH_NORM_H

#include "buf.h"
#include "hunt.h"

struct gh_norm {
	ghirbal_normal normal;
	ghirbal_invalid invalid;
	struct gh_hunt hunt;
	/* By code point less 0600: */
	unsigned char act[256];   /* what it calls for, enum act in norm.c */
	unsigned char order[256]; /* its canonical combining class */
	uint16_t fold[256];       /* what it folds to, where that is all it calls for */
};

void gh_norm_init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid);

/* Makes every word go to the bench: slow, and what the short ways are measured against. */
void gh_norm_init_reference(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid);

/*
 * Appends text, whole lines with their line ends, to out, normalised; one output line for each
 * input line.  changed has GHIRBAL_SWITCHES counters, *repaired counts ill-formed sequences.
 * Returns GHIRBAL_OK, GHIRBAL_NO_MEMORY or GHIRBAL_BAD_UTF8.
 */
ghirbal_status gh_norm_append(const struct gh_norm *norm, const ghirbal_allocator *from, struct gh_buf *out,
                              const char *text, size_t n, uint64_t *changed, uint64_t *repaired);

#endif
