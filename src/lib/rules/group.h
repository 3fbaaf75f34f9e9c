/* SPDX-License-Identifier: MIT */
/* The groups of a rule set: their names, and which of them are off. */
#ifndef GH_GROUP_H
#define GH_GROUP_H

#include "rules/reader.h"

/* Adds the groups that every set has; false for want of memory. */
bool gh_groups_known(struct gh_ruleset *set);

/* Reads a line that begins with [. */
ghirbal_status gh_group_read(struct gh_reader *reader, struct gh_slice line);

#endif
