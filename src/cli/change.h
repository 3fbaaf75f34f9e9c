/* SPDX-License-Identifier: MIT */
/*
 * What --check and --in-place must know of a file: whether its text changed, and whether so much of
 * it is broken that it is in another encoding.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include "batch.h"

struct change {
	bool any;
	uint64_t broken, sound;     /* characters outside ASCII, of batches where any is broken */
	uint64_t hash_in, hash_out; /* of a long record, which is never held whole */
};

/* Looks at a batch in the order of the file.  True if its text changed. */
bool change_see(struct change *change, const struct batch *batch);

/* The pieces of a long record do not pair off with their input; they are compared as a whole. */
void change_begin_record(struct change *change);
bool change_end_record(struct change *change);

/*
 * True if each character of another encoding would become U+FFFD, and the text be gone.  Damage
 * breaks fewer.
 */
bool change_is_ruin(const struct change *change);

#endif
