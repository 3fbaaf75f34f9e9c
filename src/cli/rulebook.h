/* SPDX-License-Identifier: MIT */
/* The rules of a run: built in, of files, less the groups that are switched off. */
#ifndef RULEBOOK_H
#define RULEBOOK_H

#include "options.h"

/*
 * Sealed rules, to be freed with ghirbal_rules_free(); NULL if anything is wrong with them, and
 * then all that is wrong has been told, not only what comes first.
 */
ghirbal_rules *rulebook_load(const struct options *options, struct log *log);

/* Returns false with a message unless the status is GHIRBAL_OK; error may be NULL. */
bool rulebook_is_well(struct log *log, ghirbal_status status, const ghirbal_error *error);

/* Reads all of a file, packed or not; false with a message. */
bool rulebook_read(struct log *log, const char *name, struct bytes *text);

#endif
