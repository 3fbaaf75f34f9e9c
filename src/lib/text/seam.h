/* SPDX-License-Identifier: MIT */
/* Seams: where a line may have been put together out of several. */
#ifndef GH_SEAM_H
#define GH_SEAM_H

#include <stddef.h>

#include "ground/kernel.h"

/*
 * The first place of a line, from `at` on, where a space stands and behind it another blank, a bar
 * or the first byte of a bullet; n if there is none.
 */
typedef size_t gh_seam_kernel(const char *line, size_t at, size_t n);

/* NULL where there is no such kernel or this machine cannot run it. */
gh_seam_kernel *gh_seam_kernel_of(enum gh_kernel kernel);
gh_seam_kernel *gh_seam_fastest(void);

#endif
