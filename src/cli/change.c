/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "change.h"

/* A character begins with one byte that is not in the middle of any. */
static void weigh(struct change *change, const struct batch *batch)
{
	size_t i;

	if (batch->tally.library.repaired == 0)
		return;
	change->broken += batch->tally.library.repaired;
	for (i = 0; i < batch->in.size; i++)
		change->sound += (unsigned char)batch->in.at[i] >= 0xc2;
}

bool change_see(struct change *change, const struct batch *batch)
{
	weigh(change, batch);
	if (!batch->streamed)
		return !bytes_equal(&batch->out, batch->in.at, batch->in.size);
	change->hash_in = hash_more(change->hash_in, batch->in.at, batch->in.size);
	change->hash_out = hash_more(change->hash_out, batch->out.at, batch->out.size);
	return false;
}

void change_begin_record(struct change *change)
{
	change->hash_in = change->hash_out = 0;
}

bool change_end_record(struct change *change)
{
	return change->hash_in != change->hash_out;
}

bool change_is_ruin(const struct change *change)
{
	return change->broken >= 8 && change->broken > change->sound / 2;
}
