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

/*
 * The hashes of all lines, and behind them where their records are: the memory is waited for once.
 */
static bool find_lines(struct gh_recall *recall, const struct gh_store *store, uint64_t site,
                       const struct gh_doc *doc)
{
	size_t i;

	if (!GH_GROW(&recall->from, recall->hashes, recall->room, 2 * doc->count))
		return false;
	for (i = 0; i < doc->count; i++) {
		const struct gh_line *line = &doc->lines[i];

		recall->hashes[i] = gh_line_hash(site, gh_line_key(doc, line), line->key_length);
		gh_store_expect(store, recall->hashes[i]);
	}
	for (i = 0; i < doc->count; i++)
		recall->hashes[doc->count + i] = gh_store_find(store, recall->hashes[i]);
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
	if (!find_lines(recall, store, site, doc))
		return false;
	for (i = 0; i < doc->count; i++)
		doc->lines[i].documents =
			doc->lines[i].key_length > 0
				? gh_store_read(store, recall->hashes[i],
		                                (size_t)recall->hashes[doc->count + i])
				: 0;
	return true;
}
