/* SPDX-License-Identifier: MIT */
/* What --stats and --report count.  Every batch has one; they are added up in order of input. */
#ifndef TALLY_H
#define TALLY_H

#include "bytes.h"
#include "ghirbal.h"
#include "message.h"

struct count {
	char *name;
	uint64_t number;
};

struct counts {
	struct count *at;
	size_t size, room;
};

struct tally {
	ghirbal_counts library;
	uint64_t records, emptied, changed;
	uint64_t notes[NOTE_KINDS];
	struct counts groups, reasons;
	uint64_t *hits; /* by rule, or NULL while nobody asks */
	size_t rules;
};

void tally_free(struct tally *tally);
void tally_clear(struct tally *tally);
void tally_add(struct tally *sum, const struct tally *part);

void counts_add(struct counts *counts, const char *name, uint64_t number);
void counts_free(struct counts *counts);
void counts_sort(struct counts *counts); /* by name: the same for any number of threads */

/* What a stream has counted since before, added to sum; before becomes now. */
void library_counts_add(ghirbal_counts *sum, ghirbal_counts *before, const ghirbal_counts *now);

#endif
