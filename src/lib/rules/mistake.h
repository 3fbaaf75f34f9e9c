/* SPDX-License-Identifier: MIT */
/* What is wrong in a rule file or a list, told with the word at fault and the nearest right one. */
#ifndef GH_MISTAKE_H
#define GH_MISTAKE_H

#include "rules/reader.h"

#define GH_NAME_BYTES 63 /* what ghirbal_error.word holds */

/* Fills the reader's error and tells it; nearest and text are strings.  Always GHIRBAL_BAD_RULE. */
ghirbal_status gh_mistake(struct gh_reader *reader, struct gh_slice word, const char *nearest,
                          const char *text);

/* The nearest of count names, or "". */
const char *gh_nearest_of(struct gh_slice word, const char *const *names, size_t count);

#endif
