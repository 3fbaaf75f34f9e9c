/* SPDX-License-Identifier: MIT */
/* The evidence of what stands about a line. */
#ifndef GH_NEIGHBOURS_H
#define GH_NEIGHBOURS_H

#include "judge/matrix.h"

void gh_tell_neighbours(struct gh_matrix *matrix, const struct gh_page *page);

#endif
