/* SPDX-License-Identifier: MIT */
/* Where the reading of one rule file stands. */
#ifndef GH_READER_H
#define GH_READER_H

#include "rules/rule.h"
#include "rules/slice.h"

struct gh_reader {
	struct gh_ruleset *set; /* NULL for a list that is not in a set */
	ghirbal_error *error;   /* the first mistake, or NULL */
	const char *name;
	size_t line;
	bool opened;            /* "ghirbal 1" was read */
	bool wrong, stopped;    /* a mistake was told; who was told wants no more */
	bool skipping;          /* examples of a rule that could not be read */
	uint32_t file, group;
	uint32_t rule;          /* what an example belongs to, or GH_NO_RULE */
	size_t slots;           /* the first slot of this file */
	struct gh_buf raw;      /* a piece of text with its stand-ins */
};

#endif
