/* SPDX-License-Identifier: MIT */
#include "text/vocabulary.h"

#include <string.h>

static const unsigned char *bytes_of(const struct gh_vocabulary *vocabulary,
                                     const struct gh_known_word *word)
{
	return (const unsigned char *)vocabulary->text.data + word->at;
}

static bool is_word(const struct gh_vocabulary *vocabulary, const struct gh_known_word *word,
                    const struct gh_spelling *spelling)
{
	return word->head == spelling->head && word->tail == spelling->tail &&
	       word->length == spelling->length &&
	       (word->length <= GH_SPELT ||
	        memcmp(bytes_of(vocabulary, word), spelling->at, word->length) == 0);
}

/*
 * The table is the rules' and never more than half full: whatever words a page has, runs are short.
 */
uint32_t gh_vocabulary_find(const struct gh_vocabulary *vocabulary,
                            const struct gh_spelling *spelling, uint64_t hash)
{
	size_t mask = vocabulary->size - 1, at;

	if (vocabulary->size == 0)
		return GH_NO_WORD;
	for (at = hash & mask; vocabulary->table[at]; at = (at + 1) & mask)
		if (is_word(vocabulary, &vocabulary->words[vocabulary->table[at] - 1], spelling))
			return vocabulary->table[at] - 1;
	return GH_NO_WORD;
}

static void set_hint(struct gh_vocabulary *vocabulary, uint64_t head, uint64_t tail)
{
	size_t bit = (size_t)(gh_hash_ends(head, tail) >> vocabulary->hints_shift);

	vocabulary->hints[bit / 32] |= UINT32_C(1) << bit % 32;
}

static void place_word(struct gh_vocabulary *vocabulary, uint32_t number)
{
	const struct gh_known_word *word = &vocabulary->words[number];
	const struct gh_spelling spelling = {word->head, word->tail, bytes_of(vocabulary, word),
	                                     word->length};
	size_t mask = vocabulary->size - 1, at = gh_hash_spelling(&spelling) & mask;

	while (vocabulary->table[at])
		at = (at + 1) & mask;
	vocabulary->table[at] = number + 1;
	set_hint(vocabulary, word->head, word->tail);
}

static void hint_numbers(struct gh_vocabulary *vocabulary)
{
	unsigned char digits[GH_SPELT];
	struct gh_spelling number;
	size_t length;

	memset(digits, GH_KEY_DIGIT, sizeof digits);
	for (length = 1; length <= sizeof digits; length++) {
		number = gh_spell(digits, length);
		set_hint(vocabulary, number.head, number.tail);
	}
}

/* Four bits for each place of the table, of which at most half are taken. */
static bool grow_hints(struct gh_vocabulary *vocabulary, size_t size)
{
	size_t count = size * 4 / 32;
	uint32_t *grown = gh_resize(&vocabulary->from, vocabulary->hints, count * sizeof *grown);

	if (!grown)
		return false;
	memset(grown, 0, count * sizeof *grown);
	vocabulary->hints = grown;
	vocabulary->hints_size = count;
	vocabulary->hints_shift = 64 - (size_t)__builtin_ctzll(size * 4);
	hint_numbers(vocabulary);
	return true;
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
	vocabulary->table = grown;
	if (!grow_hints(vocabulary, size))
		return false;
	memset(grown, 0, size * sizeof *grown);
	vocabulary->size = size;
	for (i = 0; i < vocabulary->count; i++)
		place_word(vocabulary, i);
	return true;
}

static bool add_new(struct gh_vocabulary *vocabulary, const struct gh_spelling *spelling,
                    uint32_t *number)
{
	size_t at = vocabulary->text.size;

	if (!grow_table(vocabulary))
		return false;
	if (!GH_GROW(&vocabulary->from, vocabulary->words, vocabulary->room,
	             vocabulary->count + 1))
		return false;
	if (!gh_buf_add(&vocabulary->from, &vocabulary->text, spelling->at, spelling->length))
		return false;
	*number = (uint32_t)vocabulary->count++;
	vocabulary->words[*number] = (struct gh_known_word){spelling->head, spelling->tail, at,
	                                        (uint32_t)spelling->length, 0, 0};
	place_word(vocabulary, *number);
	return true;
}

bool gh_vocabulary_add(struct gh_vocabulary *vocabulary, const unsigned char *word, size_t length,
                       uint32_t *number)
{
	unsigned char first[GH_SPELT] = {0};
	struct gh_spelling spelling;

	memcpy(first, word, length < sizeof first ? length : sizeof first);
	spelling = gh_spell(first, length);
	spelling.at = word;
	*number = gh_vocabulary_find(vocabulary, &spelling, gh_hash_spelling(&spelling));
	return *number != GH_NO_WORD || add_new(vocabulary, &spelling, number);
}

void gh_vocabulary_init(struct gh_vocabulary *vocabulary, const ghirbal_allocator *from)
{
	memset(vocabulary, 0, sizeof *vocabulary);
	vocabulary->from = *from;
}

void gh_vocabulary_free(struct gh_vocabulary *vocabulary)
{
	gh_buf_free(&vocabulary->from, &vocabulary->text);
	gh_release(&vocabulary->from, vocabulary->words);
	gh_release(&vocabulary->from, vocabulary->table);
	gh_release(&vocabulary->from, vocabulary->hints);
}
