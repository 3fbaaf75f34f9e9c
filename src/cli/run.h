/* SPDX-License-Identifier: MIT */
/* One run over all FILEs: reads, cuts into records, has them cleaned, writes, keeps the books. */
#ifndef RUN_H
#define RUN_H

#include "options.h"

enum status { STATUS_DONE = 0, STATUS_FOUND = 1, STATUS_USAGE = 2, STATUS_FAILED = 3 };

/* Returns the status to exit with.  rules are sealed. */
enum status run(const struct options *options, const ghirbal_rules *rules, struct log *log);

#endif
