/* SPDX-License-Identifier: MIT */
/* How far it is: on a terminal one line that is rewritten, else lines, seldom. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "options.h"

struct progress {
	struct log *log;
	bool shown;       /* wanted at all */
	bool asked;       /* by --progress: then the last line stays */
	bool terminal;
	double began, last;
	uint64_t size;    /* bytes of all files, 0 if not known */
	uint64_t before;  /* bytes of the files that are done */
};

void progress_begin(struct progress *progress, const struct options *options, struct log *log);

/* taken: bytes of the current file.  Prints if it is time to, or if SIGUSR1 asked. */
void progress_tell(struct progress *progress, uint64_t taken, uint64_t records);
void progress_end(struct progress *progress, uint64_t records);

#endif
