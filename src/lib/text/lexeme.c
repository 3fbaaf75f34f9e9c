/* SPDX-License-Identifier: MIT */
#include "text/lexeme.h"

#include <string.h>

struct gh_lexemes *gh_lexemes_new(const struct gh_vocabulary *vocabulary,
                                  const ghirbal_allocator *from)
{
	struct gh_lexemes *lexemes = gh_resize(from, NULL, sizeof *lexemes);

	if (!lexemes)
		return NULL;
	/*
	 * Cleared here, the pages of an empty table are not first read, as zeros, and then written.
	 */
	memset(lexemes, 0, sizeof *lexemes);
	lexemes->from = *from;
	lexemes->vocabulary = vocabulary;
	lexemes->kernel = GH_KERNELS - 1;
	while (!gh_kernel_runs(lexemes->kernel))
		lexemes->kernel--;
	lexemes->unknown = (struct gh_lexeme){.number = GH_NO_WORD, .marks = vocabulary->any_marks};
	return lexemes;
}

void gh_lexemes_free(struct gh_lexemes *lexemes)
{
	ghirbal_allocator from;

	if (!lexemes)
		return;
	from = lexemes->from;
	gh_release(&from, lexemes);
}

static void look_up(struct gh_lexeme *lexeme, const struct gh_vocabulary *vocabulary,
                    const struct gh_spelling *word)
{
	if (gh_may_be_known(gh_hints_of(vocabulary), gh_hash_ends(word->head, word->tail)))
		lexeme->number = gh_vocabulary_find(vocabulary, word, gh_hash_spelling(word));
	if (lexeme->number != GH_NO_WORD) {
		lexeme->marks |= vocabulary->words[lexeme->number].marks;
		lexeme->classes = vocabulary->words[lexeme->number].classes;
	}
	if (lexeme->digits)
		lexeme->marks |= vocabulary->digit_marks;
}

/* How many bytes are of letters in scripts that are not counted: those of Arabic among them. */
static size_t count_other(const struct gh_spelling *word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);

	return ((word->head >> 7 & ones) + (word->tail >> 7 & ones)) * ones >> 56;
}

static void count_letters(struct gh_lexeme *lexeme, const struct gh_spelling *word)
{
	size_t i, numerals = 0, latin = 0;

	for (i = 0; i < word->length; i++) {
		numerals += word->at[i] == GH_KEY_DIGIT;
		latin += word->at[i] >= 'a' && word->at[i] <= 'z';
	}
	lexeme->numerals = (uint16_t)numerals;
	lexeme->latin = (uint16_t)latin;
	lexeme->digits = numerals == word->length;
}

const struct gh_lexeme *gh_lexeme_find(struct gh_lexemes *lexemes, const unsigned char *at,
                                       size_t length, uint64_t head, uint64_t tail)
{
	const struct gh_spelling word = {head, tail, at, length};
	struct gh_remembered_word *place =
		&lexemes->known[gh_lexeme_place(gh_hash_ends(head, tail))];
	struct gh_lexeme *lexeme = length <= GH_SPELT ? &place->lexeme : &lexemes->last;

	*lexeme = lexemes->unknown;
	if (count_other(&word) != length)
		count_letters(lexeme, &word);
	look_up(lexeme, lexemes->vocabulary, &word);
	lexeme->clitic = gh_has_clitic(at, length);
	lexeme->stem = gh_stem(at, length, lexeme->classes);
	if (length <= GH_SPELT) {
		place->head = head;
		place->tail = tail;
	}
	return lexeme;
}
