/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "copying.h"

void copying_begin(struct copying *copying, struct batch *batch, bool silent)
{
	copying->batch = batch;
	copying->silent = silent;
	copying->record = batch->first - 1;
	copying->copied = 0;
}

void copying_record(struct copying *copying, size_t begin)
{
	copying->record++;
	copying->begin = begin;
	copying->begin_copied = copying->copied;
	copying->begin_out = copying->batch->out.size;
}

void copying_to(struct copying *copying, size_t at)
{
	struct batch *batch = copying->batch;

	if (!copying->silent)
		bytes_add(&batch->out, batch->in.at + copying->copied, at - copying->copied);
	copying->copied = at;
}

void copying_leave_out(struct copying *copying, size_t end)
{
	copying->batch->out.size = copying->begin_out;
	copying->copied = copying->begin_copied;
	copying_to(copying, copying->begin);
	copying->copied = end;
}

void copying_stop(struct copying *copying)
{
	copying_leave_out(copying, copying->begin);
	copying->batch->in.size = copying->begin;
	copying->batch->stop = true;
}
