/* SPDX-License-Identifier: MIT */
/* Writes a site memory, or a part of one, from records in rising order of hash. */
#ifndef GH_MEMORY_SCRIBE_H
#define GH_MEMORY_SCRIBE_H

#include "base/buf.h"
#include "memory/digest.h"

struct gh_scribe {
	ghirbal_allocator from;
	ghirbal_memory_write *write;
	void *context;
	bool part;
	struct gh_checksum sum;
	uint64_t size, records;  /* written so far */
	uint64_t last;           /* the hash of the last record */
	unsigned finest;         /* bits of the finest index */
	uint64_t *index;         /* for each beginning of so many bits of a hash, where its records begin */
	size_t filled;           /* entries of the index that are known */
	struct gh_buf names;     /* of the sites, as they are written */
	uint32_t sites;
	uint32_t *numbers;       /* of the sites, by the hash of their names; the number plus one */
	uint64_t *hashes;        /* of the sites */
	size_t numbers_room, hashes_room;
	struct gh_buf record;
};

ghirbal_status gh_scribe_open(struct gh_scribe *scribe, bool part,
                              ghirbal_memory_write *write,
                              void *context, const ghirbal_allocator *from);

/*
 * Writes one line of a site: count documents, which rise, without doubles, and are written into
 * parts; NULL will do for what is no part.  A line of one document is left out of that.
 */
ghirbal_status gh_scribe_add(struct gh_scribe *scribe, uint64_t hash, const char *site,
                             size_t site_length, const char *text, size_t length,
                             const uint64_t *documents, size_t count);

/* Writes what comes behind the records.  The file is whole now. */
ghirbal_status gh_scribe_end(struct gh_scribe *scribe);

void gh_scribe_free(struct gh_scribe *scribe);

#endif
