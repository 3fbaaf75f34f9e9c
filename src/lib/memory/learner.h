/* SPDX-License-Identifier: MIT */
/*
 * Takes note of which lines stand in which documents of which site, and writes that as a part of a
 * memory.
 */
#ifndef GH_MEMORY_LEARNER_H
#define GH_MEMORY_LEARNER_H

#include "text/doc.h"

/* A line seen in a document. */
struct gh_sighting {
	uint64_t line, document; /* hashes */
	size_t text;             /* where its first bytes are in texts */
	uint32_t length, site;   /* bytes of these; the number of its site */
};

struct gh_learner {
	ghirbal_allocator from;
	struct gh_doc doc;
	struct gh_sighting *seen;
	size_t count, room;
	struct gh_buf texts;
	struct gh_buf names;     /* of sites, one after another, strings */
	size_t *sites;           /* where each begins in names */
	size_t sites_count, sites_room;
	uint64_t site;           /* the hash of the last one */
};

void gh_learner_init(struct gh_learner *learner, const ghirbal_allocator *from);
void gh_learner_free(struct gh_learner *learner);

/* Takes note of a document.  False for want of memory; what was noted of it is forgotten then. */
bool gh_learner_read(struct gh_learner *learner, const char *site, size_t site_length,
                     const char *text, size_t length);

/* Bytes held. */
size_t gh_learner_size(const struct gh_learner *learner);

/* Writes what was noted, as a part or as a memory, and forgets it. */
ghirbal_status gh_learner_write(struct gh_learner *learner, bool part,
                                ghirbal_memory_write *write,
                                void *context);

#endif
