/* SPDX-License-Identifier: MIT */
/*
 * Site memories in files: learning one from documents, in bounded memory, and what else is done
 * with them as a whole.
 *
 * Each thread takes note of documents by itself.  When it holds as much as it may, what it holds
 * becomes a part in a file without a name, beside the memory that is to be made; at the end the
 * parts are merged.  So how many threads there were and how much they held makes no difference.
 */
#ifndef LEARNING_H
#define LEARNING_H

#include "options.h"
#include "run.h"

struct learning;

/* NULL with a message if the memory cannot be written where it is to be. */
struct learning *learning_new(const struct options *options, struct log *log);

/*
 * Makes a part of what the learner noted, if it is more than it may hold or at_end.  For any
 * thread.
 */
void learning_spill(struct learning *learning, ghirbal_learner *learner, bool at_end);

/* Merges the parts into the memory and frees learning; with complete false there will be none. */
enum status learning_end(struct learning *learning, bool complete);

enum status merge_memories(const struct options *options, struct log *log);
enum status show_memory(const struct options *options, struct log *log);
enum status load_memory(const struct options *options, struct log *log);

#endif
