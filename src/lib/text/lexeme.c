/* SPDX-License-Identifier: MIT */
#include "text/lexeme.h"

#include <string.h>

struct gh_lexemes *gh_lexemes_new(const struct gh_vocabulary *vocabulary,
                                  const ghirbal_allocator *from)
{
	struct gh_lexemes *lexemes = gh_resize(from, NULL, sizeof *lexemes);

	if (!lexemes)
		return NULL;
	memset(lexemes, 0, sizeof *lexemes);
	lexemes->from = *from;
	lexemes->vocabulary = vocabulary;
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

static bool all_digits(const unsigned char *word, size_t n)
{
	while (n > 0 && word[n - 1] == GH_KEY_DIGIT)
		n--;
	return n == 0;
}

static struct gh_lexeme make_lexeme(const struct gh_vocabulary *vocabulary,
                                    const struct gh_spelling *spelling)
{
	struct gh_lexeme lexeme = {
		.number = gh_vocabulary_find(vocabulary, spelling, gh_hash_spelling(spelling)),
		.marks = vocabulary->any_marks,
		.digits = all_digits(spelling->at, spelling->length)};

	if (lexeme.number != GH_NO_WORD)
		lexeme.marks |= vocabulary->words[lexeme.number].marks;
	if (lexeme.digits)
		lexeme.marks |= vocabulary->digit_marks;
	return lexeme;
}

const struct gh_lexeme *gh_lexeme_find(struct gh_lexemes *lexemes, const unsigned char *word,
                                       size_t length)
{
	struct gh_spelling spelling = gh_spell(word, length);
	size_t at = gh_lexeme_place(spelling.head, spelling.tail);
	struct gh_lexeme *lexeme = length <= 16 ? &lexemes->known[at].lexeme : &lexemes->last;

	if (length <= 16) {
		lexemes->known[at].head = spelling.head;
		lexemes->known[at].tail = spelling.tail;
	}
	*lexeme = make_lexeme(lexemes->vocabulary, &spelling);
	return lexeme;
}
