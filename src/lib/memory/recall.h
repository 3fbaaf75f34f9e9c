/* SPDX-License-Identifier: MIT */
/* Looks the lines of a document up in a site memory. */
#ifndef GH_MEMORY_RECALL_H
#define GH_MEMORY_RECALL_H

#include "memory/store.h"
#include "text/doc.h"

/* Room for hashes that stays from document to document. */
struct gh_recall {
	ghirbal_allocator from;
	uint64_t *hashes;
	size_t room;
};

void gh_recall_init(struct gh_recall *recall, const ghirbal_allocator *from);
void gh_recall_free(struct gh_recall *recall);

/*
 * Sets doc->site_documents, and of each line in how many of these it stood: 0 if in fewer than two.
 * store is NULL where there is no memory or the document has no site.  False for want of memory.
 */
bool gh_recall_lines(struct gh_recall *recall, const struct gh_store *store, uint64_t site,
                     struct gh_doc *doc);

#endif
