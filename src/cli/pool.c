/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "signals.h"

struct worker {
	struct pool *pool;
	pthread_t thread;
	struct cleaner cleaner;
};

struct pool {
	const struct options *options;
	const ghirbal_rules *rules;
	pool_write *write;
	void *context;
	struct cleaner own;
	struct worker *workers; /* one less than there are jobs: who reads and writes cleans too */
	size_t worker_count;

	struct batch *batches;
	size_t size;      /* of the ring */
	size_t oldest;    /* submitted and not written, if used > 0 */
	size_t used;      /* batches submitted and not written */
	size_t untaken;   /* the next one for a worker, counted in submissions */
	size_t submitted; /* all so far */

	pthread_mutex_t lock; /* guards what is done of batches, and the counts above */
	pthread_cond_t work, done;
	bool quit;
};

/* Cleans the oldest batch that nobody took, with the lock let go; false if there is none. */
static bool clean_next(struct pool *pool, struct cleaner *cleaner)
{
	struct batch *batch;

	if (pool->untaken == pool->submitted)
		return false;
	batch = &pool->batches[pool->untaken++ % pool->size];
	(void)pthread_mutex_unlock(&pool->lock);
	/* Most of it comes out, and is not to be moved while it grows. */
	bytes_reserve(&batch->out, batch->in.size);
	batch->format->clean(cleaner, batch);
	cleaner_settle(cleaner, batch);
	(void)pthread_mutex_lock(&pool->lock);
	batch->done = true;
	return true;
}

static void *work(void *argument)
{
	struct worker *worker = argument;
	struct pool *pool = worker->pool;

	signals_leave_to_main();
	(void)pthread_mutex_lock(&pool->lock);
	while (!pool->quit) {
		if (clean_next(pool, &worker->cleaner))
			(void)pthread_cond_signal(&pool->done);
		else
			(void)pthread_cond_wait(&pool->work, &pool->lock);
	}
	(void)pthread_mutex_unlock(&pool->lock);
	return NULL;
}

static void start_workers(struct pool *pool)
{
	size_t i, count = pool->options->jobs - 1;

	signals_hold();
	pool->workers = array_resize(NULL, count, sizeof *pool->workers);
	for (i = 0; i < count; i++) {
		struct worker *worker = &pool->workers[i];

		worker->pool = pool;
		cleaner_init(&worker->cleaner, pool->options, pool->rules);
		/* With fewer threads than asked for the work is still done. */
		if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
			cleaner_free(&worker->cleaner);
			break;
		}
		pool->worker_count++;
	}
	signals_let();
}

static void make_batches(struct pool *pool, const ghirbal_rules *rules)
{
	const struct options *options = pool->options;
	size_t rule_count = options->only_normalize ? 0 : ghirbal_rules_count(rules), i;

	/* Each thread has one in hand and one waiting. */
	pool->size = options->jobs > 1 ? 2 * (size_t)options->jobs : 1;
	pool->batches = array_resize(NULL, pool->size, sizeof *pool->batches);
	memset(pool->batches, 0, pool->size * sizeof *pool->batches);
	for (i = 0; i < pool->size && (options->stats || options->report) && rule_count > 0; i++) {
		struct tally *tally = &pool->batches[i].tally;

		tally->rules = rule_count;
		tally->hits = array_resize(NULL, rule_count, sizeof *tally->hits);
		memset(tally->hits, 0, rule_count * sizeof *tally->hits);
	}
}

struct pool *pool_new(const struct options *options, const ghirbal_rules *rules, pool_write *write,
                      void *context)
{
	struct pool *pool = array_resize(NULL, 1, sizeof *pool);

	memset(pool, 0, sizeof *pool);
	pool->options = options;
	pool->rules = rules;
	pool->write = write;
	pool->context = context;
	cleaner_init(&pool->own, options, rules);
	make_batches(pool, rules);
	(void)pthread_mutex_init(&pool->lock, NULL);
	(void)pthread_cond_init(&pool->work, NULL);
	(void)pthread_cond_init(&pool->done, NULL);
	return pool;
}

/* Cleans what waits until the oldest batch is done, and writes it. */
static void write_oldest(struct pool *pool)
{
	struct batch *batch = &pool->batches[pool->oldest];

	(void)pthread_mutex_lock(&pool->lock);
	while (!batch->done)
		if (!clean_next(pool, &pool->own))
			(void)pthread_cond_wait(&pool->done, &pool->lock);
	(void)pthread_mutex_unlock(&pool->lock);
	pool->write(pool->context, batch);
	batch_clear(batch);
	pool->oldest = (pool->oldest + 1) % pool->size;
	pool->used--;
}

struct batch *pool_next(struct pool *pool)
{
	if (pool->used == pool->size)
		write_oldest(pool);
	return &pool->batches[(pool->oldest + pool->used) % pool->size];
}

void pool_submit(struct pool *pool)
{
	pool->used++;
	/* What is one batch needs one thread. */
	if (pool->used > 1 && !pool->workers)
		start_workers(pool);
	(void)pthread_mutex_lock(&pool->lock);
	pool->submitted++;
	(void)pthread_cond_signal(&pool->work);
	(void)pthread_mutex_unlock(&pool->lock);
	if (pool->size == 1)
		write_oldest(pool);
}

void pool_drain(struct pool *pool)
{
	while (pool->used > 0)
		write_oldest(pool);
}

bool pool_is_idle(const struct pool *pool)
{
	return pool->used == 0;
}

struct cleaner *pool_own(struct pool *pool)
{
	return &pool->own;
}

void pool_free(struct pool *pool)
{
	size_t i;

	(void)pthread_mutex_lock(&pool->lock);
	pool->quit = true;
	(void)pthread_cond_broadcast(&pool->work);
	(void)pthread_mutex_unlock(&pool->lock);
	for (i = 0; i < pool->worker_count; i++) {
		(void)pthread_join(pool->workers[i].thread, NULL);
		cleaner_free(&pool->workers[i].cleaner);
	}
	for (i = 0; i < pool->size; i++)
		batch_free(&pool->batches[i]);
	cleaner_free(&pool->own);
	(void)pthread_cond_destroy(&pool->work);
	(void)pthread_cond_destroy(&pool->done);
	(void)pthread_mutex_destroy(&pool->lock);
	free(pool->workers);
	free(pool->batches);
	free(pool);
}
