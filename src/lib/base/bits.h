/* SPDX-License-Identifier: MIT */
/* Bits of a word of 64, counted. */
#ifndef GH_BITS_H
#define GH_BITS_H

#include <stdint.h>

/* By adding neighbours up: without a machine's own instruction the compiler's builtin is a call. */
static inline unsigned gh_count_bits(uint64_t bits)
{
	const uint64_t fives = UINT64_C(0x5555555555555555), threes = UINT64_C(0x3333333333333333);

	bits -= bits >> 1 & fives;
	bits = (bits & threes) + (bits >> 2 & threes);
	bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	return (unsigned)(bits * UINT64_C(0x0101010101010101) >> 56);
}

#endif
