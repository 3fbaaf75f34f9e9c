/* SPDX-License-Identifier: MIT */
/* HTML entities: the names of HTML 4, and numbers. */
#ifndef GH_ENTITY_H
#define GH_ENTITY_H

#include <stddef.h>
#include <stdint.h>

/*
 * Reads the entity that text begins with ("&nbsp;", "&#1575;", "&#x627;") and returns its length,
 * or 0 if there is none that stands for one character; then *cp is untouched.  Two numbers of a
 * surrogate pair, as JavaScript counts, are one character; half a pair is none.
 */
size_t gh_entity_next(const char *text, size_t n, uint32_t *cp);

#endif
