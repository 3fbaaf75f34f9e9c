/* SPDX-License-Identifier: MIT */
/*
 * All that a run writes but messages: the text, what was removed from it, counts, a page.  All are
 * opened before anything is read, and the text and its rejects take their names together or not at
 * all.
 */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include "options.h"
#include "output.h"
#include "report.h"

struct outputs {
	const struct options *options;
	struct output text;     /* one FILE after another: of the one at hand */
	struct output rejects, stats, report;
	uint64_t rejects_mark;  /* then: where those of the FILE at hand begin */
	bool has_rejects, has_report;
};

/* False with a message if one cannot be made; then there is none. */
bool outputs_open(struct outputs *outputs, const struct options *options, struct log *log);

/* True if no more can be written of the text or of its rejects. */
bool outputs_have_failed(const struct outputs *outputs);

/* Ends the text and the rejects.  complete: all input is in them.  False if something failed. */
bool outputs_end(struct outputs *outputs, bool complete);

/* Writes counts and page, and ends them. */
bool outputs_report(struct outputs *outputs, struct totals *totals, const struct sample *sample,
                    const ghirbal_rules *rules);

/* ---- one file after another, rewritten in place or written under --out-dir ---- */

/* file: where the text goes. */
bool outputs_begin_file(struct outputs *outputs, const char *file, struct log *log);

/*
 * The text takes the place of its file, whose rejects are on the disk before.  False if something
 * failed; then the file is as it was, and its rejects are gone, unless only the folder could not be
 * brought to the disk.
 */
bool outputs_replace_file(struct outputs *outputs);
void outputs_leave_file(struct outputs *outputs);

/* Ends the rejects of them all. */
bool outputs_end_files(struct outputs *outputs, bool complete);

#endif
