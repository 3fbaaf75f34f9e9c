/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "miser.h"
#include "rules/rule.h"

static ghirbal_status add(struct gh_ruleset *set, const char *text, ghirbal_error *error)
{
	return gh_ruleset_add(set, "test.rules", text, strlen(text), error);
}

static void open_set(struct gh_ruleset *set, struct miser *miser)
{
	ghirbal_allocator from = {miser_resize, miser};

	gh_ruleset_init(set, &from);
}

static const char good[] =
	"\xEF\xBB\xBF# a comment before the first line\r\n"
	"\n"
	"  ghirbal 1\r\n"
	"slot n digits\n"
	"slot text words 1-12\n"
	"slot month يناير | فبراير | كانون الثاني\n"
	"slot date {n} {month} {n} | {n} {month}\n"
	"drop line اقرأ أيضاً:\n"
	"  ok اقرأ ايضا\n"
	"  no اقرأ أيضا كتابي # not a comment\n"
	"[share]\n"
	"cut\tstarts\tشارك الخبر{joined}  \n"
	"[mine-2]\n"
	"end line التعليقات على {text} مغلقة\n"
	"hint starts نشر في: {date}\n"
	"keep match ^\\d{1,3} {2}\n";

static void test_reads_rules(void **state)
{
	struct miser miser = {0};
	struct gh_ruleset set;
	ghirbal_rule_info info;
	ghirbal_error error;

	(void)state;
	open_set(&set, &miser);
	assert_int_equal(add(&set, good, &error), GHIRBAL_OK);
	assert_int_equal(set.count, 5);
	assert_int_equal(set.examples_count, 2);
	assert_int_equal(set.slots_count, 4);

	gh_ruleset_tell(&set, 0, &info);
	assert_string_equal(info.file, "test.rules");
	assert_int_equal(info.line, 8);
	assert_string_equal(info.group, "other");
	assert_string_equal(info.verb, "drop");
	assert_string_equal(info.how, "line");
	assert_string_equal(info.text, "اقرأ أيضاً:");
	assert_true(info.active);
	assert_int_equal(set.rules[0].key_length, strlen("اقرا ايضا") / 2 + 1); /* two bytes a letter, one blank */
	gh_ruleset_tell(&set, 1, &info);
	assert_string_equal(info.group, "share");
	assert_string_equal(info.text, "شارك الخبر{joined}");
	assert_true(set.rules[1].phrase.joined);
	gh_ruleset_tell(&set, 4, &info);
	assert_string_equal(info.group, "mine-2");
	assert_string_equal(info.text, "^\\d{1,3} {2}");

	assert_int_equal(set.examples[0].rule, 0);
	assert_int_equal(set.examples[0].line, 9);
	assert_true(set.examples[0].should_match);
	assert_false(set.examples[1].should_match);
	assert_string_equal(set.text.data + set.examples[1].text,
	                    "اقرأ أيضا كتابي # not a comment");
	gh_ruleset_free(&set);
	assert_int_equal(miser.blocks, 0);
}

static void test_cuts_texts_into_parts(void **state)
{
	struct miser miser = {0};
	struct gh_ruleset set;
	const struct gh_phrase *phrase;
	const struct gh_part *parts;

	(void)state;
	open_set(&set, &miser);
	assert_int_equal(add(&set, good, NULL), GHIRBAL_OK);
	phrase = &set.rules[2].phrase; /* التعليقات على {text} مغلقة */
	parts = set.parts + phrase->first;
	assert_int_equal(phrase->count, 4);
	assert_int_equal(phrase->least, 4);
	assert_int_equal(phrase->most, 15);
	assert_false(phrase->literal);
	assert_int_equal(parts[1].slot, GH_NO_SLOT);
	assert_int_equal(parts[1].length, 3);
	assert_int_equal(parts[2].slot, 1);

	phrase = &set.rules[3].phrase; /* نشر في: {date} */
	parts = set.parts + phrase->first;
	assert_int_equal(phrase->count, 3);
	assert_true(parts[2].colon);
	assert_int_equal(phrase->least, 4);

	assert_int_equal(set.slots[3].count, 2);
	assert_int_equal(set.slots[3].least, 2);
	assert_true(set.slots[3].fixed);
	assert_false(set.slots[3].begins_open);
	assert_true(set.slots[1].begins_open && set.slots[1].ends_open && !set.slots[1].fixed);
	gh_ruleset_free(&set);
}

struct mistake {
	const char *text;
	size_t line;
	const char *word, *nearest, *says;
};

static const struct mistake mistakes[] = {
	{"", 1, "", "ghirbal", "begins with the line"},
	{"# nothing\n", 1, "", "ghirbal", "begins with the line"},
	{"drop line x\n", 1, "drop", "ghirbal", "begins with the line"},
	{"ghirbal 2\n", 1, "2", "1", "version"},
	{"ghirbal 1\ndorp line x\n", 2, "dorp", "drop", "a line begins with"},
	{"ghirbal 1\nsolt n digits\n", 2, "solt", "slot", "a line begins with"},
	{"ghirbal 1\nanything line x\n", 2, "anything", "", "a line begins with"},
	{"ghirbal 1\n\ndrop lin x\n", 3, "lin", "line", "after the verb"},
	{"ghirbal 1\ndrop\n", 2, "", "", "after the verb"},
	{"ghirbal 1\ndrop line\n", 2, "line", "", "no text"},
	{"ghirbal 1\ndrop line — …\n", 2, "— …", "", "no letter"},
	{"ghirbal 1\ncut line x\n", 2, "line", "", "write drop"},
	{"ghirbal 1\ndrop line a\x01z\n", 2, "", "", "UTF-8"},
	{"ghirbal 1\ndrop line \xD8\n", 2, "", "", "UTF-8"},
	{"ghirbal 1\nok x\n", 2, "x", "", "below its rule"},
	{"ghirbal 1\ndrop line x\n[nav]\nok x\n", 4, "x", "", "below its rule"},
	{"ghirbal 1\ndrop line x\nok\n", 3, "", "", "empty"},
	{"ghirbal 1\n[nav\n", 2, "[nav", "", "[name]"},
	{"ghirbal 1\n[Nav]\n", 2, "[Nav]", "", "named with"},
	{"ghirbal 1\n[]\n", 2, "[]", "", "named with"},
	{"ghirbal 1\nslot network a | b\ndrop line تابعنا على {netwrok}\n", 3, "{netwrok}", "network", "no slot"},
	{"ghirbal 1\ndrop line x {n}\nslot n digits\n", 2, "{n}", "", "no slot"},
	{"ghirbal 1\ndrop line x {n\n", 2, "{n", "", "without its }"},
	{"ghirbal 1\nslot n digits\nslot n digits\n", 3, "n", "", "twice"},
	{"ghirbal 1\nslot joined digits\n", 2, "joined", "", "named with"},
	{"ghirbal 1\nslot N digits\n", 2, "N", "", "named with"},
	{"ghirbal 1\nslot x words\n", 2, "", "", "range"},
	{"ghirbal 1\nslot x words 0-3\n", 2, "0-3", "", "range"},
	{"ghirbal 1\nslot x words 5-3\n", 2, "5-3", "", "range"},
	{"ghirbal 1\nslot x words 1-41\n", 2, "1-41", "", "range"},
	{"ghirbal 1\nslot x a | | b\n", 2, "|", "", "empty"},
	{"ghirbal 1\nslot x a |\n", 2, "|", "", "empty"},
	{"ghirbal 1\nslot x\n", 2, "|", "", "empty"},
	{"ghirbal 1\nslot x a: | b\n", 2, "a:", "", "colon"},
	{"ghirbal 1\nslot x a{joined} | b\n", 2, "a{joined}", "", "cannot stand in a slot"},
	{"ghirbal 1\nslot x words 1-3\ndrop line {x}\n", 3, "{x}", "", "needs a word or a number"},
	{"ghirbal 1\nslot x words 1-3\nslot y {x} | a\ndrop line {y}\n", 4, "{y}", "", "needs a word or a number"},
	{"ghirbal 1\nslot x words 1-3\ndrop has {x} a\n", 3, "{x} a", "", "cannot begin with a slot"},
	{"ghirbal 1\nslot n digits\ndrop line a{n} b\n", 3, "a", "", "before it"},
	{"ghirbal 1\nslot n digits\ndrop line a {n}b\n", 3, "b", "", "follows it"},
	{"ghirbal 1\nslot n digits\ndrop line {n}{n} b\n", 3, "", "", "follows it"},
	{"ghirbal 1\ndrop starts a b{joined}\n", 2, "{joined}", "", "cut starts and cut has"},
	{"ghirbal 1\ncut ends a b{joined}\n", 2, "{joined}", "", "cut starts and cut has"},
	{"ghirbal 1\ncut has b{joined}\n", 2, "{joined}", "", "two words"},
	{"ghirbal 1\ncut has a b{joined} c\n", 2, "{joined}", "", "at the end"},
	{"ghirbal 1\ncut has a b:{joined}\n", 2, "{joined}", "", "two words"},
};

static void test_tells_mistakes(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		const struct mistake *mistake = &mistakes[i];
		struct miser miser = {0};
		struct gh_ruleset set;
		ghirbal_error error;

		open_set(&set, &miser);
		assert_int_equal(add(&set, mistake->text, &error), GHIRBAL_BAD_RULE);
		assert_int_equal(error.line, mistake->line);
		assert_string_equal(error.file, "test.rules");
		assert_string_equal(error.word, mistake->word);
		assert_string_equal(error.nearest, mistake->nearest);
		assert_non_null(strstr(error.text, mistake->says));
		assert_int_equal(add(&set, mistake->text, NULL), GHIRBAL_BAD_RULE);
		gh_ruleset_free(&set);
		assert_int_equal(miser.blocks, 0);
	}
}

static void test_cuts_long_words_at_a_character(void **state)
{
	struct miser miser = {0};
	struct gh_ruleset set;
	ghirbal_error error;

	(void)state;
	open_set(&set, &miser);
	assert_int_equal(add(&set,
	                     "ghirbal 1\nااااااااااااااااااااااااااااااااااااااااااااااااا x\n",
	                     &error),
	                 GHIRBAL_BAD_RULE);
	assert_int_equal(strlen(error.word), 62);
	gh_ruleset_free(&set);
}

static void test_a_bad_file_changes_nothing(void **state)
{
	struct miser miser = {0};
	struct gh_ruleset set;
	size_t groups, text;

	(void)state;
	open_set(&set, &miser);
	assert_int_equal(add(&set, good, NULL), GHIRBAL_OK);
	groups = set.groups_count;
	text = set.text.size;
	assert_int_equal(
		add(&set, "ghirbal 1\nslot q digits\n[new]\ndrop line {q} x\nok 1 x\nbad\n", NULL),
		GHIRBAL_BAD_RULE);
	assert_int_equal(set.count, 5);
	assert_int_equal(set.examples_count, 2);
	assert_int_equal(set.slots_count, 4);
	assert_int_equal(set.groups_count, groups);
	assert_int_equal(set.files_count, 1);
	assert_int_equal(set.text.size, text);
	/* Slots are a file's own. */
	assert_int_equal(add(&set, "ghirbal 1\ndrop line x {n}\n", NULL), GHIRBAL_BAD_RULE);
	assert_int_equal(add(&set, "ghirbal 1\nslot n words 1-2\ndrop line x {n}\n", NULL),
	                 GHIRBAL_OK);
	gh_ruleset_free(&set);
}

/* Nested slots are walked as if written out, so what is written out is bounded. */
static void test_bounds_slots(void **state)
{
	struct miser miser = {0};
	struct gh_ruleset set;
	ghirbal_error error;

	(void)state;
	open_set(&set, &miser);
	assert_int_equal(add(&set,
	                     "ghirbal 1\nslot a x | y\nslot b {a} {a} {a} {a} | {a}\n"
	                     "slot c {b} {b} {b} {b} | {b}\nslot d {c} {c} {c} {c} | {c}\n"
	                     "slot e {d} {d} {d} {d} | {d}\nslot f {e} {e} {e} {e} | {e}\n",
	                     &error),
	                 GHIRBAL_BAD_RULE);
	assert_int_equal(error.line, 7);
	assert_non_null(strstr(error.text, "too large"));
	assert_int_equal(add(&set,
	                     "ghirbal 1\nslot a x\nslot b {a}\nslot c {b}\nslot d {c}\nslot e "
	                     "{d}\nslot f {e}\n"
	                     "slot g {f}\nslot h {g}\nslot i {h}\nslot j {i}\n",
	                     &error),
	                 GHIRBAL_BAD_RULE);
	assert_non_null(strstr(error.text, "too large"));
	gh_ruleset_free(&set);
}

static void test_bounds_words(void **state)
{
	char text[400] = "ghirbal 1\n[nav]\ndrop starts";
	struct miser miser = {0};
	struct gh_ruleset set;
	ghirbal_error error;
	size_t i;

	(void)state;
	open_set(&set, &miser);
	for (i = 0; i < 64; i++)
		strcat(text, " ab");
	assert_int_equal(add(&set, text, &error), GHIRBAL_BAD_RULE);
	assert_non_null(strstr(error.text, "63 words"));
	memcpy(strstr(text, "starts"), "line  ", 6);
	assert_int_equal(add(&set, text, &error), GHIRBAL_OK);
	assert_int_equal(set.rules[0].phrase.least, 64);
	gh_ruleset_free(&set);
}

static void test_switches_groups(void **state)
{
	struct miser miser = {0};
	struct gh_ruleset set;
	ghirbal_rule_info info;
	ghirbal_error error;

	(void)state;
	open_set(&set, &miser);
	assert_int_equal(gh_ruleset_switch(&set, "naw, share", true, &error), GHIRBAL_BAD_NAME);
	assert_string_equal(error.word, "naw");
	assert_string_equal(error.nearest, "nav");
	assert_int_equal(error.line, 0);
	assert_string_equal(error.file, "");
	assert_int_equal(add(&set, good, NULL), GHIRBAL_OK);
	assert_int_equal(gh_ruleset_switch(&set, " share , mine-2", false, &error), GHIRBAL_OK);
	gh_ruleset_tell(&set, 0, &info);
	assert_false(info.active); /* other */
	gh_ruleset_tell(&set, 1, &info);
	assert_true(info.active);
	assert_true(gh_ruleset_is_off(&set, GH_GROUP_NAV));
	assert_int_equal(gh_ruleset_switch(&set, "share", true, &error), GHIRBAL_OK);
	gh_ruleset_tell(&set, 1, &info);
	assert_false(info.active);
	gh_ruleset_tell(&set, 2, &info);
	assert_true(info.active);
	/* A group that comes later was not on the list either. */
	assert_int_equal(add(&set, "ghirbal 1\n[late]\ndrop line x\n", NULL), GHIRBAL_OK);
	gh_ruleset_tell(&set, 5, &info);
	assert_false(info.active);
	gh_ruleset_free(&set);
	assert_int_equal(miser.blocks, 0);
}

/* Whichever allocation fails, the set is as before and nothing is lost. */
static void test_survives_want_of_memory(void **state)
{
	size_t refuse;
	ghirbal_status status = GHIRBAL_NO_MEMORY;

	(void)state;
	for (refuse = 1; status; refuse++) {
		struct miser miser = {.refuse = refuse, .for_good = true};
		struct gh_ruleset set;

		open_set(&set, &miser);
		status = add(&set, good, NULL);
		if (status) {
			assert_int_equal(status, GHIRBAL_NO_MEMORY);
			assert_int_equal(set.count + set.slots_count + set.files_count +
			                         set.groups_count,
			                 0);
			miser.refuse = 0;
			assert_int_equal(add(&set, good, NULL), GHIRBAL_OK);
			assert_int_equal(set.count, 5);
		}
		miser.refuse = miser.calls + 1;
		assert_int_equal(gh_ruleset_switch(&set, "nav", true, NULL), GHIRBAL_NO_MEMORY);
		gh_ruleset_free(&set);
		assert_int_equal(miser.blocks, 0);
	}
	assert_true(refuse > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_rules),
		cmocka_unit_test(test_cuts_texts_into_parts),
		cmocka_unit_test(test_tells_mistakes),
		cmocka_unit_test(test_cuts_long_words_at_a_character),
		cmocka_unit_test(test_a_bad_file_changes_nothing),
		cmocka_unit_test(test_bounds_slots),
		cmocka_unit_test(test_bounds_words),
		cmocka_unit_test(test_switches_groups),
		cmocka_unit_test(test_survives_want_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
