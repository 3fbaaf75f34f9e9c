/* SPDX-License-Identifier: MIT */
/* What keeps rules off honest sentences. */
#ifndef GH_GUARD_H
#define GH_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* A phrase of starts, ends or has that removes a line is chrome on a short line only. */
#define GH_GUARD_KEY 160

/* A sentence ends in one full stop; a teaser that was cut off ends in two, three or "…". */
bool gh_ends_in_stop(const char *text, size_t n);

#endif
