/* SPDX-License-Identifier: MIT */
/* Folded words by number: each is kept once, and found again by its bytes. */
#ifndef GH_VOCABULARY_H
#define GH_VOCABULARY_H

#include <stdint.h>

#include "base/buf.h"

#define GH_NO_WORD UINT32_MAX

struct gh_known_word {
	uint64_t head;      /* its first eight bytes, as gh_word_head() gives them */
	size_t key, length; /* in vocabulary.text */
};

struct gh_vocabulary {
	ghirbal_allocator from;
	const char *text;            /* borrowed: where the words' bytes are */
	struct gh_known_word *words; /* by number from 0 */
	size_t count, room;
	uint32_t *table;             /* open addressing: number + 1, or 0 */
	size_t size;                 /* of table: a power of two, or 0 */
};

/* text must stay in place. */
void gh_vocabulary_init(struct gh_vocabulary *vocabulary, const ghirbal_allocator *from,
                        const char *text);
void gh_vocabulary_free(struct gh_vocabulary *vocabulary);

/* The number of the word at text + key, which is added if it is new.  False for want of memory. */
bool gh_vocabulary_add(struct gh_vocabulary *vocabulary, size_t key, size_t length,
                       uint32_t *number);

/* A word's number, or GH_NO_WORD; head is what gh_word_head() gives for it. */
uint32_t gh_vocabulary_find(const struct gh_vocabulary *vocabulary, const unsigned char *word,
                            size_t length, uint64_t head);

#endif
