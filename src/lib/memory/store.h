/* SPDX-License-Identifier: MIT */
/*
 * A site memory as it lies in its file: opened, looked up, walked through.  Read-only, shared by
 * threads.
 */
#ifndef GH_MEMORY_STORE_H
#define GH_MEMORY_STORE_H

#include "base/buf.h"

/* What a record says; its strings are in the file. */
struct gh_record {
	uint64_t hash;
	uint32_t site;         /* its number */
	uint32_t documents;
	const char *text;      /* "" for the site itself */
	size_t length;
	const unsigned char *listed; /* of a part: the documents, eight bytes each; else NULL */
};

struct gh_store {
	const unsigned char *bytes;
	size_t size;
	size_t records_end, index_at;
	uint64_t records, sites;
	unsigned bits;
	bool part;
	const unsigned char **names; /* of each site: its length, four bytes, and its name */
	ghirbal_allocator from;
};

/*
 * Opens a file's bytes, which must stay in place: aligned to eight, as mmap() and malloc() give
 * them. GHIRBAL_BAD_MEMORY with *error if it is no memory, a damaged one, or one that another
 * version wrote.
 */
ghirbal_status gh_store_open(struct gh_store *store, const void *bytes, size_t size,
                             const ghirbal_allocator *from, ghirbal_error *error);
void gh_store_close(struct gh_store *store);

/* In how many documents a line stood, by its hash; 0 if it stood in fewer than two. */
uint32_t gh_store_look_up(const struct gh_store *store, uint64_t hash);

/*
 * The same in three steps, so that who looks many lines up waits for memory once: all places are
 * expected, all are found, all are read.
 */
void gh_store_expect(const struct gh_store *store, uint64_t hash);
size_t gh_store_find(const struct gh_store *store, uint64_t hash);
uint32_t gh_store_read(const struct gh_store *store, uint64_t hash, size_t at);

/* Walks along the records: *at is 0 first.  False at the end. */
bool gh_store_next(const struct gh_store *store, size_t *at, struct gh_record *record);

/* The name of a site, and its length. */
const char *gh_store_site(const struct gh_store *store, uint32_t site, size_t *length);

#endif
