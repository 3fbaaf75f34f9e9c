/* SPDX-License-Identifier: MIT */
/*
 * A batch is a run of whole records of one file: what a worker is given, and what it gives back.
 * Batches are written in the order in which they were read, so what is in them never depends on who
 * cleaned them or when.
 */
#ifndef BATCH_H
#define BATCH_H

#include "options.h"
#include "tally.h"

/* More than ten of a kind are never printed, so more need not be carried. */
#define NOTED_OF_A_KIND 10
#define NOTED_MOST (NOTED_OF_A_KIND * NOTE_KINDS)

struct noted {
	enum note note;
	uint64_t record;
};

struct batch {
	const char *file;
	const struct format *format;
	uint64_t first;               /* number of the first record, from 1 */
	uint64_t offset;              /* of its first byte in the file */
	bool swapped;                 /* CR and LF stand for each other, and are to be changed back */
	bool streamed;                /* a piece of one long record */
	bool ends_file;               /* no more of the file follows */
	struct bytes in, out;
	struct bytes explain, rejects, report;
	uint64_t found, missed;       /* JSON records with a text of --field, and without */
	struct bytes members;         /* of the first record without, as json_members() has them */
	struct tally tally;
	struct noted noted[NOTED_MOST];
	size_t noted_count;
	/* a bad record ends the run: in and out hold what came before it */
	bool stop;
	bool done;                    /* it is cleaned, and waits to be written */
};

void batch_clear(struct batch *batch);
void batch_free(struct batch *batch);
void batch_note(struct batch *batch, enum note note, uint64_t record);

#endif
