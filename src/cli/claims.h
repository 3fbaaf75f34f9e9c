/* SPDX-License-Identifier: MIT */
/*
 * What a run will read and what it will write, looked at before it does either: nothing is written
 * to two times over, nothing is both read and written, and no file that is something else is taken
 * for a report to be replaced.
 */
#ifndef CLAIMS_H
#define CLAIMS_H

#include "options.h"

/*
 * False with a message if outputs are in each other's way or in that of an input.  A FILE that
 * --in-place is given twice is taken out of options->files but once.
 */
bool claims_check(struct options *options, struct log *log);

#endif
