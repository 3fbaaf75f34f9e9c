/* SPDX-License-Identifier: MIT */
/*
 * The literals that patterns require, sought in keys, so that a pattern runs only where it has a
 * chance.
 */
#ifndef GH_LITERAL_H
#define GH_LITERAL_H

#include "base/buf.h"

/* Shorter literals are in nearly every line; two letters that must begin it are not. */
#define GH_LITERAL_LEADING 2
#define GH_LITERAL_INSIDE 4

/* No more of the places of a key are left out than three of four. */
#define GH_LITERAL_STRIDE 4

/* Literals that a key begins with are listed by so many of their bytes: 2, 4, 8 or 16. */
#define GH_LITERAL_SIZES 4

/* Lists hold a literal's index times GH_LITERAL_STRIDE, plus the piece of it that is listed. */
struct gh_literal {
	size_t key, length; /* in literals->keys */
	uint32_t number;
	uint32_t next[GH_LITERAL_STRIDE]; /* in the list of each of its pieces */
	bool leads;                       /* the key begins with it */
};

struct gh_literals {
	ghirbal_allocator from;
	struct gh_literal *all;
	size_t count, room;
	struct gh_buf keys;
	bool any_inside, leading_of[GH_LITERAL_SIZES];
	unsigned stride; /* only each so many-th place of a key is looked at */
	unsigned bits;   /* of the hashes that the tables below go by */
	bool *filter;    /* by a hash of four bytes: a literal may begin here */
	uint32_t *inside;  /* lists of literals by the same hash */
	uint32_t *leading; /* lists of those that a key begins with, by a hash of their first bytes */
};

void gh_literals_init(struct gh_literals *literals, const ghirbal_allocator *from);
void gh_literals_free(struct gh_literals *literals);

/* After the last was added.  False for want of memory. */
bool gh_literals_index(struct gh_literals *literals);

/* Tells of each literal at each place of a key. */
typedef void gh_literal_found(void *context, uint32_t number);
void gh_literals_find(const struct gh_literals *literals, const unsigned char *key, size_t length,
                      gh_literal_found *found, void *context);

#endif
