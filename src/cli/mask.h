/* SPDX-License-Identifier: MIT */
/*
 * Text looked at by blocks: which of their bytes have to be seen one by one, a bit for each, the first
 * byte's lowest.  One byte behind the last block is looked at too.
 */
#ifndef MASK_H
#define MASK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ground/kernel.h"

#define MASK_BLOCK ((size_t)64)
#define MASK_BLOCKS ((size_t)16) /* as many at once save most of the calls */

typedef void mask_kernel(const char *text, size_t blocks, uint64_t *masks);

struct masks {
	/* What ends a run of plain bytes within a JSON string: quotes, backslashes, control characters. */
	mask_kernel *ends;
	/*
	 * These, and what begins as U+0085, U+2028 or U+2029 do: C2 before 80, 81, 84 or 85, and so E2.
	 */
	mask_kernel *quoted;
};

/* Those by a kernel, or NULL if there is none or this machine does not run it. */
const struct masks *masks_by(enum gh_kernel kernel);

/* The fastest. */
const struct masks *masks(void);

/* A text's last bytes with room behind them, so that a block may be read from any. */
struct mask_end {
	char text[3 * MASK_BLOCK];
};

/* Fewer than two blocks of them. */
static inline const char *mask_end(struct mask_end *end, const char *text, size_t size)
{
	memset(end->text, 0x80, sizeof end->text); /* which no mask has */
	memcpy(end->text, text, size);
	return end->text;
}

/* How many bytes of a text may be looked at where they are. */
static inline size_t mask_whole(size_t size)
{
	return size < 2 * MASK_BLOCK ? 0 : size / MASK_BLOCK * MASK_BLOCK - MASK_BLOCK;
}

/* How many blocks to look at next: the first may be the last. */
static inline size_t mask_blocks(size_t left, size_t before)
{
	size_t blocks = (left + MASK_BLOCK - 1) / MASK_BLOCK;

	return before == 0 ? 1 : blocks < MASK_BLOCKS ? blocks : MASK_BLOCKS;
}

/* How far into its block the first bit is; there is one. */
static inline size_t mask_first(uint64_t mask)
{
	return (size_t)__builtin_ctzll(mask);
}

/* Without the bits before the byte at. */
static inline uint64_t mask_from(uint64_t mask, size_t at)
{
	return at < MASK_BLOCK ? mask >> at << at : 0;
}

#endif
