/* SPDX-License-Identifier: MIT */
/*
 * What the report shows of all that was cleaned: every document while they are few, then a sample;
 * and for each cause a few of its removals.  Drawn as documents go by, in memory that does not grow
 * with them, and the same for the same input and seed.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "options.h"
#include "sheet.h"

#define SAMPLE_DOCUMENTS 200
#define SAMPLE_TEXTS 8       /* of one cause */
#define SAMPLE_CAUSES 4096   /* that have texts; all are counted */

struct sample_document {
	const char *file;
	struct bytes sheet;      /* without its notes and texts */
	uint64_t draw;           /* the higher, the sooner it makes room for another */
	uint64_t cell;           /* of those alike: file, rarest group, size */
};

struct sample_text {
	uint64_t draw;
	const char *file;
	uint64_t record, line;
	struct bytes text;
};

struct sample_cause {
	const char *group, *reason;
	size_t rule;             /* or GHIRBAL_NO_RULE */
	uint64_t count;
	struct sample_text texts[SAMPLE_TEXTS];
	size_t texts_count;
};

struct sample_file {
	const char *name;
	uint64_t documents, removals;
};

struct sample {
	uint64_t seed, documents;
	struct sample_document *at;    /* in order of input, one more while one of them is leaving */
	size_t count, room;
	struct sample_cause **causes;  /* in the order in which they were met */
	size_t causes_count, causes_room;
	struct sample_cause **by_rule; /* by number of rule */
	size_t rules;
	struct sample_file *files;     /* in order of input */
	size_t files_count, files_room;
};

void sample_init(struct sample *sample, uint64_t seed, size_t rules);
void sample_free(struct sample *sample);

/* Takes in the sheets of a batch of that file. */
void sample_add(struct sample *sample, const char *file, const struct bytes *sheets);

#endif
