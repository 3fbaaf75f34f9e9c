/* SPDX-License-Identifier: MIT */
#include "text/lexeme.h"

#include <string.h>

struct gh_lexemes *gh_lexemes_new(const struct gh_vocabulary *vocabulary,
                                  const ghirbal_allocator *from)
{
	struct gh_lexemes *lexemes = gh_zeroed(from, sizeof *lexemes);

	if (!lexemes)
		return NULL;
	lexemes->from = *from;
	lexemes->vocabulary = vocabulary;
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

static struct gh_lexeme make_lexeme(const struct gh_vocabulary *vocabulary,
                                    const struct gh_spelling *word)
{
	struct gh_lexeme lexeme = {.number = GH_NO_WORD,
	                           .marks = vocabulary->any_marks,
	                           .digits = *word->at == GH_KEY_DIGIT &&
	                                     gh_all_digits(word->at, word->length)};

	if (gh_may_be_known(vocabulary, gh_hash_ends(word->head, word->tail)))
		lexeme.number = gh_vocabulary_find(vocabulary, word, gh_hash_spelling(word));
	if (lexeme.number != GH_NO_WORD) {
		lexeme.marks |= vocabulary->words[lexeme.number].marks;
		lexeme.classes = vocabulary->words[lexeme.number].classes;
	}
	if (lexeme.digits)
		lexeme.marks |= vocabulary->digit_marks;
	return lexeme;
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

	for (i = count_other(word) == word->length ? word->length : 0; i < word->length; i++) {
		numerals += word->at[i] == GH_KEY_DIGIT;
		latin += word->at[i] >= 'a' && word->at[i] <= 'z';
	}
	lexeme->numerals = (uint16_t)numerals;
	lexeme->latin = (uint16_t)latin;
}

static void complete(struct gh_lexeme *lexeme, const struct gh_spelling *word)
{
	lexeme->whole = true;
	lexeme->clitic = gh_has_clitic(word->at, word->length);
	lexeme->stem = gh_stem(word->at, word->length, lexeme->classes);
	count_letters(lexeme, word);
}

const struct gh_lexeme *gh_lexeme_find(struct gh_lexemes *lexemes, const unsigned char *word,
                                       size_t length, bool whole)
{
	const struct gh_spelling spelling = gh_spell(word, length);
	size_t at = gh_lexeme_place(gh_hash_ends(spelling.head, spelling.tail));
	struct gh_lexeme *lexeme = length <= 16 ? &lexemes->known[at].lexeme : &lexemes->last;

	if (length > 16 || lexemes->known[at].head != spelling.head ||
	    lexemes->known[at].tail != spelling.tail)
		*lexeme = make_lexeme(lexemes->vocabulary, &spelling);
	if (length <= 16) {
		lexemes->known[at].head = spelling.head;
		lexemes->known[at].tail = spelling.tail;
	}
	if (whole && !lexeme->whole)
		complete(lexeme, &spelling);
	return lexeme;
}
