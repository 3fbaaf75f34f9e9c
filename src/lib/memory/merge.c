/* SPDX-License-Identifier: MIT */
#include "memory/merge.h"

#include <stdlib.h>
#include <string.h>

#include "memory/layout.h"
#include "memory/scribe.h"

/* One part, and the record of it that comes next. */
struct cursor {
	const struct gh_store *part;
	size_t at;
	struct gh_record record;
};

struct merge {
	ghirbal_allocator from;
	struct cursor *heap;   /* the cursor with the least hash first */
	size_t count;
	struct gh_scribe scribe;
	struct gh_buf documents;
};

/* ---- the heap ---- */

static void sink(struct merge *merge, size_t at)
{
	struct cursor *heap = merge->heap;

	for (;;) {
		size_t least = at, child;

		for (child = 2 * at + 1; child <= 2 * at + 2 && child < merge->count; child++)
			if (heap[child].record.hash < heap[least].record.hash)
				least = child;
		if (least == at)
			return;
		{
			struct cursor kept = heap[at];

			heap[at] = heap[least];
			heap[least] = kept;
		}
		at = least;
	}
}

/* Moves the first cursor on, or takes it away at its end. */
static void go_on(struct merge *merge)
{
	struct cursor *first = &merge->heap[0];

	if (!gh_store_next(first->part, &first->at, &first->record))
		*first = merge->heap[--merge->count];
	sink(merge, 0);
}

static bool open_heap(struct merge *merge, const struct gh_store *const *parts, size_t count)
{
	size_t i;

	merge->heap = gh_resize(&merge->from, NULL, (count + 1) * sizeof *merge->heap);
	if (!merge->heap)
		return false;
	for (i = 0; i < count; i++) {
		struct cursor *cursor = &merge->heap[merge->count];

		*cursor = (struct cursor){.part = parts[i]};
		merge->count += gh_store_next(parts[i], &cursor->at, &cursor->record);
	}
	for (i = merge->count; i > 0; i--)
		sink(merge, i - 1);
	return true;
}

/* ---- one line ---- */

static bool comes_first(const struct gh_record *a, const struct gh_record *b)
{
	size_t least = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->text, b->text, least);

	return order < 0 || (order == 0 && a->length < b->length);
}

static bool add_documents(struct merge *merge, const struct gh_record *record)
{
	uint32_t i;

	if (!gh_buf_reserve(&merge->from, &merge->documents, 8 * (size_t)record->documents))
		return false;
	for (i = 0; i < record->documents; i++, merge->documents.size += 8) {
		uint64_t document = gh_get64(record->listed + 8 * (size_t)i);

		memcpy(merge->documents.data + merge->documents.size, &document, 8);
	}
	return true;
}

static int by_number(const void *left, const void *right)
{
	uint64_t a, b;

	memcpy(&a, left, 8);
	memcpy(&b, right, 8);
	return a < b ? -1 : a > b;
}

/* Sorts the documents and leaves each once. */
static size_t sort_documents(uint64_t *documents, size_t count)
{
	size_t i, different = 0;

	qsort(documents, count, sizeof *documents, by_number);
	for (i = 0; i < count; i++)
		if (different == 0 || documents[different - 1] != documents[i])
			documents[different++] = documents[i];
	return different;
}

/* Takes the records of the least hash from all parts, and writes them as one. */
static ghirbal_status merge_line(struct merge *merge)
{
	struct cursor first = merge->heap[0];
	struct gh_record record = first.record;
	uint64_t *documents;
	const char *site;
	size_t site_length;

	merge->documents.size = 0;
	while (merge->count > 0 && merge->heap[0].record.hash == record.hash) {
		if (comes_first(&merge->heap[0].record, &record))
			record = merge->heap[0].record;
		if (!add_documents(merge, &merge->heap[0].record))
			return GHIRBAL_NO_MEMORY;
		go_on(merge);
	}
	documents = (uint64_t *)(void *)merge->documents.data;
	site = gh_store_site(first.part, first.record.site, &site_length);
	return gh_scribe_add(&merge->scribe, record.hash, site, site_length, record.text,
	                     record.length, documents,
	                     sort_documents(documents, merge->documents.size / 8));
}

ghirbal_status gh_merge(const struct gh_store *const *parts, size_t count, bool part,
                        ghirbal_memory_write *write, void *context,
                        const ghirbal_allocator *from)
{
	struct merge merge = {.from = *from};
	ghirbal_status status = gh_scribe_open(&merge.scribe, part, write, context, from);
	size_t i;

	for (i = 0; i < count; i++)
		if (!parts[i]->part && !status)
			status = GHIRBAL_MISUSE;
	if (!status && !open_heap(&merge, parts, count))
		status = GHIRBAL_NO_MEMORY;
	while (!status && merge.count > 0)
		status = merge_line(&merge);
	if (!status)
		status = gh_scribe_end(&merge.scribe);
	gh_scribe_free(&merge.scribe);
	gh_release(from, merge.heap);
	gh_buf_free(from, &merge.documents);
	return status;
}
