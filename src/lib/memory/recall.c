/* SPDX-License-Identifier: MIT */
#include "memory/recall.h"

#include "memory/digest.h"

void gh_recall_init(struct gh_recall *recall, const ghirbal_allocator *from)
{
	*recall = (struct gh_recall){.from = *from};
}

void gh_recall_free(struct gh_recall *recall)
{
	gh_release(&recall->from, recall->hashes);
}

/* All hashes first, and the memory asked for each of their places, so that the look-ups wait for it together. */
static bool hash_lines(struct gh_recall *recall, const struct gh_store *store, uint64_t site,
                       const struct gh_doc *doc)
{
	uint64_t *hashes = gh_array_grow(&recall->from, recall->hashes, sizeof *hashes, &recall->room,
	                                 doc->count);
	size_t i;

	if (!hashes)
		return false;
	recall->hashes = hashes;
	for (i = 0; i < doc->count; i++) {
		const struct gh_line *line = &doc->lines[i];

		hashes[i] = gh_line_hash(site, gh_line_key(doc, line), line->key_length);
		gh_store_expect(store, hashes[i]);
	}
	return true;
}

bool gh_recall_lines(struct gh_recall *recall, const struct gh_store *store, uint64_t site,
                     struct gh_doc *doc)
{
	size_t i;

	doc->site_documents = 0;
	if (!store || doc->count == 0)
		return true;
	doc->site_documents = gh_store_look_up(store, gh_line_hash(site, NULL, 0));
	if (doc->site_documents == 0)
		return true;
	if (!hash_lines(recall, store, site, doc))
		return false;
	for (i = 0; i < doc->count; i++)
		doc->lines[i].documents = doc->lines[i].key_length > 0
			? gh_store_look_up(store, recall->hashes[i]) : 0;
	return true;
}
