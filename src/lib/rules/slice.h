/* SPDX-License-Identifier: MIT */
/* A stretch of a rule file's text, which stays where it is. */
#ifndef GH_SLICE_H
#define GH_SLICE_H

#include <stdbool.h>
#include <stddef.h>

struct gh_slice {
	const char *at;
	size_t length;
};

struct gh_slice gh_slice_of(const char *string);

/* The first length bytes, and what follows them. */
struct gh_slice gh_slice_before(struct gh_slice slice, size_t length);
struct gh_slice gh_slice_after(struct gh_slice slice, size_t length);

/* Without blanks at its ends. */
struct gh_slice gh_slice_trim(struct gh_slice slice);

/* Takes the first word off rest, which is trimmed and stays so. */
struct gh_slice gh_slice_word(struct gh_slice *rest);

bool gh_slice_equals(struct gh_slice slice, const char *string);
bool gh_slice_ends(struct gh_slice slice, const char *end);

#endif
