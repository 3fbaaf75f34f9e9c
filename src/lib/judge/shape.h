/* SPDX-License-Identifier: MIT */
/*
 * The shape of a line: what can be told of it without its neighbours and without any rule.
 *
 * Counts of kinds of words are taken from the head of the line only, so that a long paragraph,
 * which is seldom in doubt, costs little more than a short line.
 */
#ifndef GH_SHAPE_H
#define GH_SHAPE_H

#include "judge/fixed.h"
#include "judge/price.h"
#include "judge/sign.h"
#include "text/doc.h"
#include "text/lexeme.h"

#define GH_SHAPE_STEMS 32 /* of one line at most */

struct gh_shape {
	uint32_t marks;
	uint32_t words;          /* of the whole line */
	uint32_t sample;         /* words at its head that the next counts were taken from */
	uint16_t function, site, section, spam, policy, clitic, numbers, commas;
	uint16_t letters, latin, digits; /* of the head; letters counts all */
	int16_t size;            /* the logarithm of words + 1 */
	uint32_t stems;          /* content words without affixes, hashed */
	uint64_t print[2];       /* of the stems: near copies have most bits in common */
	uint32_t name;           /* hash of the key behind a leading number */
	int32_t worth;           /* its traits, weighed (shapes.h) */
	uint32_t facts;          /* and what it is (kind.h) */
	unsigned char kind;
	unsigned char length;    /* words, or the most that a byte holds */
};

/* Where the head of a key ends: at the end of a word. */
size_t gh_shape_head(const unsigned char *key, size_t length);

/* Reads a line with its folded key; stems has room for GH_SHAPE_STEMS. */
void gh_shape_read(struct gh_shape *shape, struct gh_lexemes *lexemes,
                   const struct gh_prices *prices, const struct gh_line *line,
                   const unsigned char *key, uint32_t *stems);

#endif
