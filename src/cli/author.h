/* SPDX-License-Identifier: MIT */
/* What the command does for authors of rules: list a set, review it, hold it against clean text. */
#ifndef AUTHOR_H
#define AUTHOR_H

#include "options.h"
#include "run.h"

void author_list(struct bytes *out, const ghirbal_rules *rules, enum listing listing);

/* Adds what was found; STATUS_FOUND if something fails. */
enum status author_check(struct bytes *out, const struct options *options,
                           const ghirbal_rules *rules, struct log *log);

#endif
