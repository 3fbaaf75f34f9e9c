/* SPDX-License-Identifier: MIT */
#include "text/vocabulary.h"

#include <string.h>

#include "text/fold.h"

static uint64_t hash_word(uint64_t head, const unsigned char *word, size_t length)
{
	uint64_t hash = head * GH_WORD_FACTOR;
	size_t i;

	for (i = 8; i < length; i++)
		hash = (hash ^ word[i]) * UINT64_C(0x100000001B3);
	return hash ^ hash >> 32;
}

uint32_t gh_vocabulary_find(const struct gh_vocabulary *vocabulary, const unsigned char *word,
                            size_t length, uint64_t head)
{
	size_t mask = vocabulary->size - 1, at;

	if (vocabulary->size == 0)
		return GH_NO_WORD;
	for (at = hash_word(head, word, length) & mask; vocabulary->table[at];
	     at = (at + 1) & mask) {
		const struct gh_known_word *entry = &vocabulary->words[vocabulary->table[at] - 1];

		if (entry->head == head && entry->length == length &&
		    (length <= 8 || memcmp(vocabulary->text + entry->key, word, length) == 0))
			return vocabulary->table[at] - 1;
	}
	return GH_NO_WORD;
}

static void place_word(struct gh_vocabulary *vocabulary, uint32_t number)
{
	const struct gh_known_word *entry = &vocabulary->words[number];
	const unsigned char *word = (const unsigned char *)vocabulary->text + entry->key;
	size_t mask = vocabulary->size - 1,
	       at = hash_word(entry->head, word, entry->length) & mask;

	while (vocabulary->table[at])
		at = (at + 1) & mask;
	vocabulary->table[at] = number + 1;
}

static bool grow_table(struct gh_vocabulary *vocabulary)
{
	size_t size = vocabulary->size ? vocabulary->size * 2 : 1024;
	uint32_t *grown, i;

	if (vocabulary->size > 2 * vocabulary->count)
		return true;
	grown = gh_resize(&vocabulary->from, vocabulary->table, size * sizeof *grown);
	if (!grown)
		return false;
	memset(grown, 0, size * sizeof *grown);
	vocabulary->table = grown;
	vocabulary->size = size;
	for (i = 0; i < vocabulary->count; i++)
		place_word(vocabulary, i);
	return true;
}

bool gh_vocabulary_add(struct gh_vocabulary *vocabulary, size_t key, size_t length,
                       uint32_t *number)
{
	const unsigned char *word = (const unsigned char *)vocabulary->text + key;
	uint64_t head = gh_word_head(word, length, length);
	struct gh_known_word *grown;

	*number = gh_vocabulary_find(vocabulary, word, length, head);
	if (*number != GH_NO_WORD)
		return true;
	if (!grow_table(vocabulary))
		return false;
	grown = gh_array_grow(&vocabulary->from, vocabulary->words, sizeof *grown, &vocabulary->room,
	                      vocabulary->count + 1);
	if (!grown)
		return false;
	vocabulary->words = grown;
	*number = (uint32_t)vocabulary->count++;
	grown[*number] = (struct gh_known_word){head, key, length};
	place_word(vocabulary, *number);
	return true;
}

void gh_vocabulary_init(struct gh_vocabulary *vocabulary, const ghirbal_allocator *from,
                        const char *text)
{
	memset(vocabulary, 0, sizeof *vocabulary);
	vocabulary->from = *from;
	vocabulary->text = text;
}

void gh_vocabulary_free(struct gh_vocabulary *vocabulary)
{
	gh_release(&vocabulary->from, vocabulary->words);
	gh_release(&vocabulary->from, vocabulary->table);
}
