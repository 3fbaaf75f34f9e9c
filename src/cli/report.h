/* SPDX-License-Identifier: MIT */
/*
 * --report: a page for people.  The page is src/cli/report/, put together when the program is
 * built; what is written here is the data block that stands in it.
 */
#ifndef REPORT_H
#define REPORT_H

#include "options.h"
#include "sample.h"
#include "stats.h"

#define REPORT_LINES 1500000 /* bytes of documents' lines; the page as a whole is under 2 MB */
#define REPORT_TEXTS 250000  /* bytes of samples by cause */
#define REPORT_WORDS 100     /* of the command line */
#define REPORT_FILES 500     /* files that are named, those with most removals */

void report_page(struct bytes *to, const struct totals *totals, const struct sample *sample,
                 const struct options *options, const ghirbal_rules *rules);

#endif
