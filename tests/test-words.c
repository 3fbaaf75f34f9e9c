/* SPDX-License-Identifier: MIT */
/* The words of keys, read from masks of 64 bytes, against a reading byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/doc.h"
#include "text/filter.h"

#define MOST 2048

struct key {
	unsigned char bytes[MOST + GH_KEY_SLACK];
	size_t length;
	size_t starts[MOST], ends[MOST]; /* of its words, byte by byte */
	size_t words;
};

static const ghirbal_allocator *from;
static struct gh_vocabulary vocabulary;
static struct gh_lexemes *lexemes;

static uint64_t chance(void)
{
	static uint64_t state = 1;

	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

/* Words of this key are in the vocabulary if they have one byte or an even number. */
static bool is_known(size_t length)
{
	return length == 1 || length % 2 == 0;
}

/* Latin letters and digits in some of those that are not known. */
static unsigned char letter_of(size_t length, size_t i)
{
	if (is_known(length) || chance() % 4 > 0)
		return (unsigned char)(GH_KEY_HAMZA + (length + i) % 40);
	return chance() % 2 ? (unsigned char)('a' + chance() % 26) : GH_KEY_DIGIT;
}

static void add_words(void)
{
	unsigned char word[40];
	uint32_t number, again;
	size_t length, i;

	for (length = 1; length <= sizeof word; length++) {
		for (i = 0; i < length; i++)
			word[i] = (unsigned char)(GH_KEY_HAMZA + (length + i) % 40);
		if (!is_known(length))
			continue;
		assert_true(gh_vocabulary_add(&vocabulary, word, length, &number));
		vocabulary.words[number].marks = (uint16_t)length;
		assert_true(gh_vocabulary_add(&vocabulary, word, length, &again));
		assert_int_equal(number, again);
	}
}

static void add_gap(struct key *key)
{
	size_t colons = chance() % 4 == 0 ? 1 + chance() % 3 : 0;

	key->bytes[key->length++] = colons ? GH_KEY_COLON : GH_KEY_BLANK;
	while (colons > 1) {
		key->bytes[key->length++] = GH_KEY_COLON;
		colons--;
	}
}

/* Words of one to forty bytes, digits among them, a colon before and behind them or not. */
static void make_key(struct key *key, size_t words)
{
	size_t i;

	key->length = key->words = 0;
	if (chance() % 4 == 0)
		key->bytes[key->length++] = GH_KEY_COLON;
	for (; words > 0 && key->length < MOST - 64; words--) {
		size_t length = 1 + chance() % 40;
		bool digits = chance() % 8 == 0;

		key->starts[key->words] = key->length;
		for (i = 0; i < length; i++)
			key->bytes[key->length++] = digits ? GH_KEY_DIGIT : letter_of(length, i);
		key->ends[key->words++] = key->length;
		if (words > 1 || chance() % 4 == 0)
			add_gap(key);
	}
	/* What lies behind a key is not to matter. */
	for (i = 0; i < GH_KEY_SLACK; i++)
		key->bytes[key->length + i] = (unsigned char)chance();
}

static void is_word_of(const struct key *key, size_t i, const struct gh_key_word *word)
{
	size_t length = key->ends[i] - key->starts[i];
	bool digits = true;
	size_t at;

	for (at = key->starts[i]; at < key->ends[i]; at++)
		digits = digits && key->bytes[at] == GH_KEY_DIGIT;
	assert_int_equal(word->start, key->starts[i]);
	assert_int_equal(word->length, length);
	assert_int_equal(word->lexeme.digits, digits);
	assert_int_equal(word->lexeme.number != GH_NO_WORD, !digits && is_known(length));
	if (word->lexeme.number != GH_NO_WORD)
		assert_int_equal(word->lexeme.marks, length);
}

/* Eight bytes tell of a word, of a number its first digit. */
static void is_brief(const struct key *key)
{
	size_t i, k;

	for (i = 0; i < key->words; i++) {
		const unsigned char *word = key->bytes + key->starts[i];
		size_t length = key->ends[i] - key->starts[i];
		bool number = *word == GH_KEY_DIGIT;

		for (k = 0; k < 8; k++)
			assert_int_equal(gh_word_brief(word, length) >> 8 * k & 0xFF,
			                 k < (number ? 1 : length) ? word[k] : 0);
	}
}

/* Words are read by each kernel that this machine runs, in turn. */
static void next_kernel(void)
{
	do
		lexemes->kernel = (lexemes->kernel + 1) % GH_KERNELS;
	while (!gh_kernel_runs(lexemes->kernel));
}

static void test_read(void **state)
{
	struct gh_words words;
	struct key key;
	size_t round, i;

	(void)state;
	for (round = 0; round < 4000; round++) {
		next_kernel();
		make_key(&key, round % 40);
		gh_words_open(&words, lexemes, key.bytes, 0, key.length, round % 3);
		/* In one go, or some at a time. */
		for (i = 0; words.at < words.length; i += 1 + chance() % 9)
			gh_words_read(&words, round % 2 ? GH_WORDS_ROOM : i);
		assert_int_equal(words.count, key.words);
		for (i = 0; i < key.words; i++)
			is_word_of(&key, i, &words.all[i]);
		assert_int_equal(gh_words_count(lexemes, key.bytes, key.length, MOST), key.words);
		is_brief(&key);
		assert_true(key.words <= 9 ||
		            gh_words_count(lexemes, key.bytes, key.length, 9) > 9);
	}
}

static void test_last(void **state)
{
	struct gh_words words;
	struct key key;
	size_t round, most, i;

	(void)state;
	for (round = 0; round < 2000; round++) {
		make_key(&key, round % 40);
		most = 1 + chance() % 20;
		gh_words_open(&words, lexemes, key.bytes, 0, key.length, false);
		gh_words_read_last(&words, most);
		assert_int_equal(words.count, key.words < most ? key.words : most);
		for (i = 0; i < words.count; i++)
			is_word_of(&key, key.words - words.count + i, &words.all[i]);
	}
}

static bool has_known(const struct key *key, size_t i)
{
	return is_known(key->ends[i] - key->starts[i]) &&
	       key->bytes[key->starts[i]] != GH_KEY_DIGIT;
}

/* No word of the set is passed over; others are stopped at now and then. */
static void test_seek(void **state)
{
	struct gh_words words;
	struct key key;
	struct gh_filter filter;
	size_t round, i;

	(void)state;
	memset(&filter, 0, sizeof filter);
	for (i = 0; i < vocabulary.count; i++)
		gh_filter_add(&filter,
		              (const unsigned char *)vocabulary.text.data + vocabulary.words[i].at,
		              vocabulary.words[i].length);
	for (round = 0; round < 2000; round++) {
		next_kernel();
		make_key(&key, round % 40);
		gh_words_open(&words, lexemes, key.bytes, 0, key.length, round % 2);
		for (i = 0; gh_words_seek(&words, &filter);
		     words.at = words.all[0].start + words.all[0].length) {
			gh_words_read(&words, 1);
			for (; key.starts[i] < words.all[0].start; i++)
				assert_false(has_known(&key, i));
			is_word_of(&key, i++, &words.all[0]);
		}
		for (; i < key.words; i++)
			assert_false(has_known(&key, i));
	}
}

/*
 * What needs the letters of a word is the same when it is remembered, and of words too long for
 * that.
 */
static void test_look(void **state)
{
	struct gh_words words;
	struct key key;
	size_t round, i, k;

	(void)state;
	for (round = 0; round < 2000; round++) {
		make_key(&key, round % 40);
		gh_words_open(&words, lexemes, key.bytes, 0, key.length, true);
		gh_words_read(&words, GH_WORDS_ROOM);
		for (i = 0; i < words.count; i++) {
			const struct gh_lexeme *lexeme = &words.all[i].lexeme;
			const unsigned char *word = key.bytes + words.all[i].start;
			size_t numerals = 0, latin = 0;

			for (k = 0; k < words.all[i].length; k++) {
				numerals += word[k] == GH_KEY_DIGIT;
				latin += word[k] >= 'a' && word[k] <= 'z';
			}
			assert_int_equal(lexeme->numerals, numerals);
			assert_int_equal(lexeme->latin, latin);
			assert_int_equal(lexeme->clitic, gh_has_clitic(word, words.all[i].length));
			assert_int_equal(lexeme->stem, gh_stem(word, words.all[i].length, 0));
		}
	}
}

static void test_stems(void **state)
{
	uint32_t some[MOST], all[MOST];
	struct key key;
	size_t round, i, count, most;

	(void)state;
	for (round = 0; round < 200; round++) {
		make_key(&key, 500);
		for (i = count = 0; i < key.words; i++) {
			all[count] =
				gh_stem(key.bytes + key.starts[i], key.ends[i] - key.starts[i], 0);
			count += all[count] != 0;
		}
		most = 1 + chance() % 100;
		assert_int_equal(gh_stems(lexemes, key.bytes, key.length, some, MOST), count);
		assert_memory_equal(some, all, count * sizeof *all);
		assert_int_equal(gh_stems(lexemes, key.bytes, key.length, some, most),
		                 count < most ? count : most);
	}
}

/* A window that moves along a key of more words than it has room for. */
static void test_window(void **state)
{
	struct gh_words words;
	struct key key = {.length = 0};
	size_t i, first = 0;

	(void)state;
	for (i = 0; i < MOST / 2; i++) {
		key.starts[i] = key.length;
		key.bytes[key.length++] = (unsigned char)(GH_KEY_HAMZA + i % 40);
		key.ends[i] = key.length;
		key.bytes[key.length++] = GH_KEY_BLANK;
	}
	gh_words_open(&words, lexemes, key.bytes, 0, key.length - 1, true);
	gh_words_read(&words, GH_WORDS_ROOM);
	while (words.at < words.length) {
		first += words.count;
		words.count = 0;
		gh_words_read(&words, GH_WORDS_ROOM);
		assert_int_equal(words.all[0].start, key.starts[first]);
		assert_true(words.count == GH_WORDS_ROOM || words.at == words.length);
	}
	assert_int_equal(first + words.count, MOST / 2);
	assert_int_equal(words.all[words.count - 1].start, key.starts[MOST / 2 - 1]);
}

static const struct gh_lexeme *lexeme_of(const unsigned char *word, size_t length, bool whole)
{
	return gh_lexeme_of(lexemes, gh_hints_of(&vocabulary), word, length, whole);
}

/* More words than there are places: what was forgotten is found out again. */
static void test_forgotten(void **state)
{
	unsigned char word[16 + GH_KEY_SLACK] = {0};
	size_t round, i;

	(void)state;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < 4u << GH_LEXEME_BITS; i++) {
			int length = snprintf((char *)word, sizeof word, "w%zuw", i);
			bool known = i % 16 == 0;
			const struct gh_lexeme *lexeme;
			uint32_t number;

			if (known && round == 0)
				assert_true(gh_vocabulary_add(&vocabulary, word, (size_t)length,
				                              &number));
			lexeme = lexeme_of(word, (size_t)length, i % 3 == 0);
			assert_int_equal(lexeme->number != GH_NO_WORD, known);
			if (known)
				assert_memory_equal(vocabulary.text.data +
				                            vocabulary.words[lexeme->number].at,
				                    word, (size_t)length);
		}
	}
}

/* Two words that share a place and their first eight bytes are two. */
static void test_places(void **state)
{
	unsigned char known[16 + GH_KEY_SLACK], other[16 + GH_KEY_SLACK];
	struct gh_spelling one, two;
	uint32_t number;
	size_t i = 0;

	(void)state;
	memset(known, 'k', sizeof known);
	memset(other, 'k', sizeof other);
	assert_true(gh_vocabulary_add(&vocabulary, known, 16, &number));
	one = gh_spell(known, 16);
	do {
		snprintf((char *)other + 8, 9, "%08zu", ++i);
		two = gh_spell(other, 16);
	} while (gh_lexeme_place(gh_hash_ends(one.head, one.tail)) !=
	         gh_lexeme_place(gh_hash_ends(two.head, two.tail)));
	assert_int_equal(lexeme_of(known, 16, true)->number, number);
	assert_int_equal(lexeme_of(other, 16, true)->number, GH_NO_WORD);
	assert_int_equal(lexeme_of(known, 16, true)->number, number);
}

static int set_up(void **state)
{
	static ghirbal_allocator own;

	(void)state;
	own = gh_allocator(NULL);
	from = &own;
	gh_vocabulary_init(&vocabulary, from);
	add_words();
	lexemes = gh_lexemes_new(&vocabulary, from);
	return lexemes ? 0 : 1;
}

static int tear_down(void **state)
{
	(void)state;
	gh_lexemes_free(lexemes);
	gh_vocabulary_free(&vocabulary);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),   cmocka_unit_test(test_last),
		cmocka_unit_test(test_seek),   cmocka_unit_test(test_look),
		cmocka_unit_test(test_stems),  cmocka_unit_test(test_window),
		cmocka_unit_test(test_places), cmocka_unit_test(test_forgotten)};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
