/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include "memory/learner.h"
#include "memory/load.h"
#include "memory/merge.h"

struct ghirbal_memory {
	struct gh_store store;
};

struct ghirbal_learner {
	struct gh_learner learner;
};

const struct gh_store *gh_memory_store(const ghirbal_memory *memory)
{
	return memory ? &memory->store : NULL;
}

ghirbal_status ghirbal_memory_open(ghirbal_memory **memory, const void *bytes, size_t size,
                                   const ghirbal_allocator *allocator, ghirbal_error *error)
{
	ghirbal_allocator from = gh_allocator(allocator);
	ghirbal_memory *made;
	ghirbal_status status;

	if (!memory)
		return GHIRBAL_MISUSE;
	*memory = NULL;
	if ((!bytes && size > 0) || (uintptr_t)bytes % 8 != 0)
		return GHIRBAL_MISUSE;
	made = gh_resize(&from, NULL, sizeof *made);
	if (!made)
		return GHIRBAL_NO_MEMORY;
	status = gh_store_open(&made->store, bytes, size, &from, error);
	if (status) {
		ghirbal_memory_close(made);
		return status;
	}
	*memory = made;
	return GHIRBAL_OK;
}

void ghirbal_memory_close(ghirbal_memory *memory)
{
	ghirbal_allocator from;

	if (!memory)
		return;
	from = memory->store.from;
	gh_store_close(&memory->store);
	gh_release(&from, memory);
}

bool ghirbal_memory_is_part(const ghirbal_memory *memory)
{
	return memory && memory->store.part;
}

bool ghirbal_memory_next(const ghirbal_memory *memory, size_t *at, ghirbal_memory_line *line)
{
	struct gh_record record;

	if (!memory || !at || !line || !gh_store_next(&memory->store, at, &record))
		return false;
	line->site = gh_store_site(&memory->store, record.site, &line->site_length);
	line->hash = record.hash;
	line->documents = record.documents;
	line->text = record.text;
	line->length = record.length;
	return true;
}

ghirbal_status ghirbal_memory_merge(const ghirbal_memory *const *parts, size_t count, bool part,
                                    ghirbal_memory_write *write, void *context,
                                    const ghirbal_allocator *allocator)
{
	ghirbal_allocator from = gh_allocator(allocator);
	const struct gh_store **stores;
	ghirbal_status status;
	size_t i;

	if ((!parts && count > 0) || !write)
		return GHIRBAL_MISUSE;
	stores = gh_resize(&from, NULL, (count + 1) * sizeof *stores);
	if (!stores)
		return GHIRBAL_NO_MEMORY;
	for (i = 0; i < count; i++)
		stores[i] = &parts[i]->store;
	status = gh_merge(stores, count, part, write, context, &from);
	gh_release(&from, stores);
	return status;
}

ghirbal_status ghirbal_memory_load(const char *text, size_t size, ghirbal_memory_write *write,
                                   void *context, const ghirbal_allocator *allocator,
                                   ghirbal_error *error)
{
	ghirbal_allocator from = gh_allocator(allocator);

	if ((!text && size > 0) || !write)
		return GHIRBAL_MISUSE;
	return gh_load(text, size, write, context, &from, error);
}

/* ---- learning ---- */

ghirbal_status ghirbal_learner_new(ghirbal_learner **learner, const ghirbal_allocator *allocator)
{
	ghirbal_allocator from = gh_allocator(allocator);

	if (!learner)
		return GHIRBAL_MISUSE;
	*learner = gh_resize(&from, NULL, sizeof **learner);
	if (!*learner)
		return GHIRBAL_NO_MEMORY;
	gh_learner_init(&(*learner)->learner, &from);
	return GHIRBAL_OK;
}

void ghirbal_learner_free(ghirbal_learner *learner)
{
	ghirbal_allocator from;

	if (!learner)
		return;
	from = learner->learner.from;
	gh_learner_free(&learner->learner);
	gh_release(&from, learner);
}

ghirbal_status ghirbal_learn(ghirbal_learner *learner, const char *site, size_t site_length,
                             const char *text, size_t length)
{
	if (!learner || (!site && site_length > 0) || (!text && length > 0))
		return GHIRBAL_MISUSE;
	return gh_learner_read(&learner->learner, site, site_length, text, length)
		? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

size_t ghirbal_learner_size(const ghirbal_learner *learner)
{
	return learner ? gh_learner_size(&learner->learner) : 0;
}

ghirbal_status ghirbal_learner_write(ghirbal_learner *learner, bool part,
                                     ghirbal_memory_write *write, void *context)
{
	if (!learner || !write)
		return GHIRBAL_MISUSE;
	return gh_learner_write(&learner->learner, part, write, context);
}
