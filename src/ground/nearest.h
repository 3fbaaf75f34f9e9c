/* SPDX-License-Identifier: MIT */
/* The name that a misspelt word may have meant. */
#ifndef GH_NEAREST_H
#define GH_NEAREST_H

#include <stddef.h>

struct gh_nearest {
	const char *name; /* NULL while none is near */
	size_t size;
	size_t slips; /* letters put in, left out, exchanged or swapped */
};

/* Two slips and at most half the letters wrong is near; of names that are as near the first. */
void gh_nearest_consider(struct gh_nearest *nearest, const char *word, size_t n, const char *name,
                         size_t size);

#endif
