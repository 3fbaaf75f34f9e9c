/* SPDX-License-Identifier: MIT */
/*
 * A ring of batches between one thread that reads and writes and any number that clean.  Batches
 * are taken in order, cleaned in any, and written in order; the ring's size bounds the memory.
 * Where it is full, the thread that reads and writes cleans too, and with one job it does all by
 * itself: the same path, the same bytes.
 */
#ifndef POOL_H
#define POOL_H

#include "format.h"

struct pool;

/* Writes a batch; called by the thread that submits, in order. */
typedef void pool_write(void *context, struct batch *batch);

struct pool *pool_new(const struct options *options, const ghirbal_rules *rules, pool_write *write,
                      void *context);

/* An empty batch to fill; it may first wait for the oldest to be written. */
struct batch *pool_next(struct pool *pool);
void pool_submit(struct pool *pool);  /* the one that pool_next() gave */

void pool_drain(struct pool *pool);   /* everything submitted is written */
bool pool_is_idle(const struct pool *pool);

/* The cleaner of the calling thread, for a long record that no batch can hold; drain first. */
struct cleaner *pool_own(struct pool *pool);

/* What is submitted and not written is dropped. */
void pool_free(struct pool *pool);

#endif
