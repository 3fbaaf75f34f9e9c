/* SPDX-License-Identifier: MIT */
/*
 * What lines, sites and files are known by in a site memory: xxHash's XXH3 and XXH64, the same on
 * every host.
 */
#ifndef GH_MEMORY_DIGEST_H
#define GH_MEMORY_DIGEST_H

#include <stddef.h>
#include <stdint.h>

uint64_t gh_site_hash(const char *name, size_t length);

/* A line of a site, by its folded key; an empty key stands for the site itself. */
uint64_t gh_line_hash(uint64_t site, const unsigned char *key, size_t length);

/* The hash of some hashes in order. */
uint64_t gh_hash_of(const uint64_t *hashes, size_t count);

/* A number that changes when lines fold otherwise: a memory of another fold would know no line. */
uint32_t gh_fold_number(void);

/* The checksum of a file: begin, add all its bytes in pieces of any size, and ask. */
struct gh_checksum {
	uint64_t state[11];
};

void gh_checksum_begin(struct gh_checksum *sum);
void gh_checksum_add(struct gh_checksum *sum, const void *bytes, size_t size);
uint64_t gh_checksum_of(struct gh_checksum *sum);

/* The same of bytes that lie together. */
uint64_t gh_checksum_whole(const void *bytes, size_t size);

#endif
