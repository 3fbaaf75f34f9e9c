/* SPDX-License-Identifier: MIT */
/*
 * A batch on its way out.  Records leave in long runs as they came, and a run is broken only where
 * a text came out changed, so what nobody asked to change cannot change.
 */
#ifndef COPYING_H
#define COPYING_H

#include "batch.h"

struct copying {
	struct batch *batch;
	bool silent;      /* what goes out is of another kind: records do not leave as they came */
	uint64_t record;  /* the number of the record that is being looked at */
	size_t copied;    /* of batch->in; all before it has left, or was left out */
	size_t begin;     /* where the record begins, and how things stood then */
	size_t begin_copied, begin_out;
};

void copying_begin(struct copying *copying, struct batch *batch, bool silent);

/* The next record begins at begin. */
void copying_record(struct copying *copying, size_t begin);

/* All up to at leaves as it came; from there on the caller writes. */
void copying_to(struct copying *copying, size_t at);

/* The record is left out, up to end. */
void copying_leave_out(struct copying *copying, size_t end);

/* The run ends before this record. */
void copying_stop(struct copying *copying);

#endif
