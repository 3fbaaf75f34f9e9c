/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "batch.h"

#include <string.h>

/* One large record must not make every batch of the ring large for good. */
#define KEPT ((size_t)2 << 20)

void batch_note(struct batch *batch, enum note note, uint64_t record)
{
	if (batch->tally.notes[note]++ >= NOTED_OF_A_KIND || batch->noted_count == NOTED_MOST)
		return;
	batch->noted[batch->noted_count].note = note;
	batch->noted[batch->noted_count++].record = record;
}

void batch_clear(struct batch *batch)
{
	bytes_clear(&batch->in, KEPT);
	bytes_clear(&batch->out, KEPT);
	bytes_clear(&batch->explain, KEPT);
	bytes_clear(&batch->rejects, KEPT);
	bytes_clear(&batch->report, KEPT);
	bytes_clear(&batch->members, 4096);
	batch->found = batch->missed = 0;
	batch->noted_count = 0;
	batch->stop = batch->done = batch->streamed = batch->ends_file = false;
	tally_clear(&batch->tally);
}

void batch_free(struct batch *batch)
{
	bytes_free(&batch->in);
	bytes_free(&batch->out);
	bytes_free(&batch->explain);
	bytes_free(&batch->rejects);
	bytes_free(&batch->report);
	bytes_free(&batch->members);
	tally_free(&batch->tally);
}
