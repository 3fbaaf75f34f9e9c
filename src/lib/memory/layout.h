/* SPDX-License-Identifier: MIT */
/*
 * How a site memory lies in its file: what is the same for who writes and who reads it.
 *
 *     head      GH_MEMORY_MAGIC, the format's number, a number that says how lines are folded
 *     records   in rising order of hash, each padded to eight bytes
 *     sites     names in the order of their numbers, each padded to eight bytes
 *     index     for each value of a hash's first bits where the records from there on begin, and in
 * the last GH_MEMORY_FILTER bits which kinds of hash are among those of this value, so that a line
 * that is not there, as most are not, is seldom looked for tail      where the parts begin, how
 * many there are of each, a checksum over all before it
 *
 * Numbers are little-endian wherever they are read.  What is counted is known only at the end, so
 * the tail has it; a file is written in one go.
 *
 * A record is a line of a site: the hash of both, in how many different documents of the site the
 * line stood, and the line as people read it.  The record of an empty line counts the documents of
 * the site themselves.  A part, which is to be merged with others, names the documents too.
 */
#ifndef GH_MEMORY_LAYOUT_H
#define GH_MEMORY_LAYOUT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define GH_MEMORY_MAGIC "ghirbal\x1amemory"
#define GH_MEMORY_FORMAT 1
#define GH_MEMORY_HEAD 32
#define GH_MEMORY_RECORD 24 /* bytes before the text */
#define GH_MEMORY_TAIL 64

/* Of a longer line the first bytes are kept, for people: machines know it by its hash. */
#define GH_MEMORY_TEXT 240

/*
 * At most so many bits of the hash are indexed: 128 MiB while writing, two records a place at 32
 * million.
 */
#define GH_MEMORY_BITS 24
#define GH_MEMORY_FILTER 24 /* leaves forty bits to the offsets: a terabyte */

/* The tail's numbers, by their places. */
enum gh_memory_tail {
	GH_TAIL_RECORDS,   /* how many there are */
	GH_TAIL_SITES,     /* likewise */
	GH_TAIL_SITES_AT,  /* where the names begin, in bytes from the file's beginning */
	GH_TAIL_INDEX_AT,
	GH_TAIL_BITS,      /* of the index */
	GH_TAIL_PART,      /* 1 for a part */
	GH_TAIL_SIZE,      /* of the whole file */
	GH_TAIL_CHECKSUM   /* over all bytes before it */
};

static inline uint64_t gh_get64(const void *at)
{
	const unsigned char *byte = at;
	uint64_t value = 0;
	int i;

	for (i = 7; i >= 0; i--)
		value = value << 8 | byte[i];
	return value;
}

static inline uint32_t gh_get32(const void *at)
{
	const unsigned char *byte = at;

	return byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 | (uint32_t)byte[3] << 24;
}

static inline void gh_put64(void *at, uint64_t value)
{
	unsigned char *byte = at;
	int i;

	for (i = 0; i < 8; i++, value >>= 8)
		byte[i] = (unsigned char)value;
}

static inline void gh_put32(void *at, uint32_t value)
{
	unsigned char *byte = at;
	int i;

	for (i = 0; i < 4; i++, value >>= 8)
		byte[i] = (unsigned char)value;
}

/* The bit of the filter that stands for a hash. */
static inline uint64_t gh_filter_of(uint64_t hash)
{
	return (uint64_t)1 << hash % GH_MEMORY_FILTER;
}

static inline size_t gh_padded(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

#endif
