/* SPDX-License-Identifier: MIT */
/*
 * Each row of src/lib/lang takes effect: what reads it takes short cuts past bytes and letters that
 * no row had when they were written, so a row of a new language could be there for nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "judge/price.h"
#include "judge/sign.h"
#include "normal/normalize.h"
#include "normal/profile.h"
#include "text/doc.h"
#include "text/lexicon.h"
#include "text/words.h"

#define ROOM 256
#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static const struct {
	const char *text;
	uint32_t class;
} words[] = {
#define GH_FUNCTION(word) {word, GH_FUNCTION_WORD},
#define GH_SITE(word) {word, GH_SITE_WORD},
#define GH_MONTH(word) {word, GH_MONTH_WORD},
#define GH_SINCE(word) {word, GH_SINCE_WORD},
#define GH_AGO(word) {word, GH_AGO_WORD},
#define GH_SECTION(word) {word, GH_SECTION_WORD},
#define GH_SPAM(word) {word, GH_SPAM_WORD},
#define GH_POLICY_TITLE(word) {word, GH_POLICY_WORD},
#include "lang/languages.def"
};

/* A key of two words, or of none, is never looked up. */
static void words_are_known(void **state)
{
	const ghirbal_allocator from = gh_allocator(NULL);
	unsigned char key[GH_FOLD_ROOM(ROOM) + GH_KEY_SLACK];
	struct gh_vocabulary vocabulary;
	struct gh_lexemes *lexemes;
	struct gh_words read;
	size_t i;

	(void)state;
	gh_vocabulary_init(&vocabulary, &from);
	assert_true(gh_lexicon_add(&vocabulary));
	lexemes = gh_lexemes_new(&vocabulary, &from);
	assert_non_null(lexemes);
	for (i = 0; i < COUNT(words); i++) {
		size_t length = gh_fold(words[i].text, strlen(words[i].text), key);

		gh_words_open(&read, lexemes, key, 0, length, false);
		gh_words_read(&read, GH_WORDS_ROOM);
		if (read.count != 1 || read.all[0].length != length)
			fail_msg("%s: its key is not one word", words[i].text);
		if (!(read.all[0].lexeme.classes & words[i].class))
			fail_msg("%s: is not known", words[i].text);
	}
	gh_lexemes_free(lexemes);
	gh_vocabulary_free(&vocabulary);
}

static void ends_are_told(void **state)
{
	static const struct {
		const char *text;
		uint32_t mark;
	} ends[] = {
#define GH_END(text, mark) {text, mark},
#include "lang/languages.def"
	};
	char line[ROOM];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(ends); i++) {
		snprintf(line, sizeof line, "جاء%s", ends[i].text);
		if (gh_end_marks(line, strlen(line)) != ends[i].mark)
			fail_msg("%s: its mark is not seen at the end of a line", ends[i].text);
	}
}

static void currencies_are_seen(void **state)
{
	static const char *const currencies[] = {
#define GH_CURRENCY(text) text,
#include "lang/languages.def"
	};
	struct gh_prices prices;
	char line[ROOM];
	size_t i;

	(void)state;
	gh_prices_fill(&prices);
	assert_false(gh_has_price(&prices, "ب 20 ر.", strlen("ب 20 ر."), true));
	for (i = 0; i < COUNT(currencies); i++) {
		snprintf(line, sizeof line, "ب 20 %s", currencies[i]);
		if (!gh_has_price(&prices, line, strlen(line), true))
			fail_msg("%s: is no price", currencies[i]);
	}
}

/* A letter that no affix has, so that a stem keeps it. */
#define STEM GH_KEY_DAL, GH_KEY_REH, GH_KEY_SEEN, GH_KEY_QAF

static void expect_stem(const char *row, const unsigned char *word, size_t n)
{
	static const unsigned char stem[4 + GH_KEY_SLACK] = {STEM};

	if (gh_stem(word, n, 0) != gh_stem(stem, 4, 0))
		fail_msg("%s: is not cut off", row);
}

static void affixes_are_cut(void **state)
{
	static const struct {
		const char *row;
		unsigned char key;
	} before[] = {
#define GH_CONJUNCTION(key) {"conjunction " #key, GH_KEY_##key},
#define GH_PREPOSITION(key) {"preposition " #key, GH_KEY_##key},
#include "lang/languages.def"
	};
	static const struct {
		const char *row;
		unsigned char last;
		uint64_t before;
		bool alone;
	} after[] = {
#define LETTER(name) (UINT64_C(1) << (GH_KEY_##name - GH_KEY_HAMZA))
#define GH_SUFFIX(last, before, alone) {"suffix " #last, GH_KEY_##last, before, alone},
#include "lang/languages.def"
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < COUNT(before); i++) {
		const unsigned char word[5 + GH_KEY_SLACK] = {before[i].key, STEM};

		expect_stem(before[i].row, word, 5);
	}
	for (i = 0; i < COUNT(after); i++) {
		unsigned char word[6 + GH_KEY_SLACK] = {STEM, after[i].last};

		if (after[i].alone)
			expect_stem(after[i].row, word, 5);
		for (k = 0; k < 64; k++) {
			word[4] = (unsigned char)(GH_KEY_HAMZA + k);
			word[5] = after[i].last;
			if (after[i].before >> k & 1)
				expect_stem(after[i].row, word, 6);
		}
	}
}

/* ---- the normaliser ---- */

static void expect(const char *list, const char *in, const char *out)
{
	ghirbal_normal normal;
	char got[ROOM];
	size_t size;

	assert_int_equal(ghirbal_normal_parse(&normal, list, NULL), GHIRBAL_OK);
	assert_int_equal(ghirbal_normalize(&normal, in, strlen(in), got, sizeof got, &size, NULL),
	                 GHIRBAL_OK);
	if (size != strlen(out) || memcmp(got, out, size) != 0)
		fail_msg("%s: \"%s\" gives \"%.*s\", not \"%s\"", list, in, (int)size, got, out);
}

/* A dagger behind the first letter of word, which follows before, makes no alef. */
static void expect_no_alef(const char *before, const char *word, const char *after)
{
	char in[ROOM], out[ROOM];

	snprintf(in, sizeof in, "%s%.2s\u0670%s%s", before, word, word + 2, after);
	snprintf(out, sizeof out, "%s%s%s", before, word, after);
	expect("standard,dagger=alef", in, out);
}

static void daggers_are_dropped(void **state)
{
	static const char *const whole[] = {
#define GH_DAGGERLESS(word) word,
#include "lang/languages.def"
	};
	static const char *const stems[] = {
#define GH_DAGGERLESS_STEM(word) word,
#include "lang/languages.def"
	};
	static const char *const endings[] = {
#define GH_ENDING(text) text,
#include "lang/languages.def"
	};
	static const char *const particles[] = {
#define GH_PARTICLE(text) text,
#include "lang/languages.def"
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < COUNT(whole); i++) {
		expect_no_alef("", whole[i], "");
		for (k = 0; k < COUNT(particles); k++)
			expect_no_alef(particles[k], whole[i], "");
	}
	for (i = 0; i < COUNT(stems); i++)
		for (k = 0; k < COUNT(endings); k++)
			expect_no_alef("", stems[i], endings[k]);
}

static void expect_maksura(const char *before, const char *stem)
{
	char in[ROOM], out[ROOM];

	snprintf(in, sizeof in, "%s%s\u06CC", before, stem);
	snprintf(out, sizeof out, "%s%s\u0649", before, stem);
	expect("standard,+lookalikes", in, out);
}

static void final_yehs_are_known(void **state)
{
	static const char *const stems[] = {
#define GH_MAKSURA(text) text,
#include "lang/languages.def"
	};
	static const char *const prefixes[] = {
#define GH_PREFIX(text) text,
#include "lang/languages.def"
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(stems); i++)
		expect_maksura("", stems[i]);
	for (i = 0; i < COUNT(prefixes); i++)
		expect_maksura(prefixes[i], "مستشف");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_known),
		cmocka_unit_test(ends_are_told),
		cmocka_unit_test(currencies_are_seen),
		cmocka_unit_test(affixes_are_cut),
		cmocka_unit_test(daggers_are_dropped),
		cmocka_unit_test(final_yehs_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
