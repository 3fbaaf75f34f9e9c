/* SPDX-License-Identifier: MIT */
/*
 * Numbers of the judge: whole ones, in units of 1 / GH_ONE, so that every machine and compiler
 * decides alike.
 */
#ifndef GH_FIXED_H
#define GH_FIXED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GH_ONE 1024

/* a ÷ b, at most one; nothing has no share of nothing. */
static inline int16_t gh_share(size_t a, size_t b)
{
	return (int16_t)(a == 0 ? 0 : a >= b ? GH_ONE : a * GH_ONE / b);
}

static inline int16_t gh_yes(bool fact)
{
	return fact ? GH_ONE : 0;
}

/* The natural logarithm of n + 1; n is not taken for more than UINT32_MAX. */
int16_t gh_log(size_t n);

/* From so many on a logarithm is more than four. */
#define GH_LOGS 54
extern const int16_t gh_logs[GH_LOGS]; /* of n + 1, as shares of four */

static inline int16_t gh_log_share(size_t n)
{
	return n < GH_LOGS ? gh_logs[n] : GH_ONE;
}

#endif
