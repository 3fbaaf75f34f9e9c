/* SPDX-License-Identifier: MIT */
/* Patterns followed without PCRE2: a no and a yes must be sure, and plain differences must be seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules/atom.h"
#include "rules/pursuit.h"

static ghirbal_allocator from;

static struct gh_sketch draw(struct gh_sketches *sketches, const char *pattern)
{
	struct gh_spellings spellings;
	struct gh_sketch sketch;

	from = gh_allocator(NULL);
	gh_spellings_init(&spellings);
	assert_true(gh_sketch_draw(sketches, &from, &spellings, gh_slice_of(pattern), &sketch));
	return sketch;
}

static bool is_bound(const char *pattern)
{
	struct gh_sketches sketches = {0};
	bool bound = draw(&sketches, pattern).bound;

	gh_sketches_free(&from, &sketches);
	return bound;
}

static bool may_match(const char *pattern, const char *text, bool goes_on)
{
	struct gh_sketches sketches = {0};
	struct gh_sketch sketch = draw(&sketches, pattern);
	bool may = gh_may_match(&sketches, &sketch, gh_slice_of(text), 0, goes_on);

	gh_sketches_free(&from, &sketches);
	return may;
}

static void differences_are_seen(void **state)
{
	static const char *const differing[][2] = {
		{"^\\s*رأي واحد", " رأي آخر"},
		{"^(?:©|ⓒ|\\([cC]\\)\\s*\\d)", "(المصدر) 1"},
		{"^(?:جميع|كل) الحقوق", "كلا الحقوق"},
		{"^[ \\t]*+[\\x30-\\x39.,]++[KM]?+\\s*+(?:ال(?:أتباع|معجبين)|أتباع)", "1,234.5 أتبع"},
		{"^[\\x30-\\x39]", "٣"},
		{"^\\x{0623}", "ا"},
		{"^[^.؟]{0,10}©", "قال. ثم ©"},
		{"^.{0,3}محفوظة", "حقوق محفوظة"},
		{"^كلمة$", "كلمة أخرى"},
		{"^(?:\\s|^)و?لا", "ال"},
		{"^\\d{2,3}:", "1:"},
		{"^\\d{2,3}:", "1234:"},
		{"^\\p{Arabic}", "a"},
		{"^\\p{Latin}+ ", "لا "},
		{"^آ?راء$", "ر"},
		{"^a|^b", "c"},
		{"^(?:a|^b)$", "c"},
		{"^(?:a|b)c|^d", "bd"},
		{"^(?:ab)+c$", "abd"},
		{"^(?:\\s*(?:icon|fa)-[a-z]+)+\\s*$", "icon-a fb-b"},
		{"^صلة(?=\\p{Arabic})", "صلة"},
		{"^صلة(?=\\p{Arabic})", "صلة a"},
		{"^(?!ab)a", "abc"},
		{"(?<=[.؟])\\s*a", "a"},
		{"^\\ba", " a"},
		{"^a\\b", "ab"},
		{"^\\d", "·"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof differing / sizeof *differing; i++)
		if (may_match(differing[i][0], differing[i][1], false))
			fail_msg("%s is not told from %s", differing[i][1], differing[i][0]);
}

static void matches_are_let_through(void **state)
{
	static const char *const matching[][2] = {
		{"^\\s*راي", "رأى"},
		{"^٣-3", "3-۳"},
		{"^[ا-ج]", "إ"},
		{"^[0-9]+$", "٤٢"},
		{"^(?:ا|اب|ابج)د$", "ابجد"},
		{"^(?:ab)+c", "ababc"},
		{"^(?:ab)?c", "c"},
		{"^a*?b", "aab"},
		{"^(?=x)x", "x"},
		{"^(?i)A", "a"},
		{"^(?:a(?i)b|C)", "c"},
		{"^\\QA.\\E", "A."},
		{"^x|^y", "y"},
		{"^(?:a|^b)$", "b"},
		{"^قَال", "قال"},
		{"^[[:alpha:]]", "a"},
		{"^\\R", "x"},
		{"^[]x]", "]"},
		{"^[^\\W]", "ا"},
		{"^(?:a?)*b", "aab"},
		{"^(?:a|)+b", "b"},
		{"^a(?=b)?", "a"},
		{"^a(?!\\p{Arabic})", "a،"},
		{"^a\\b", "a،"},
		{"^\\Ba", "a"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof matching / sizeof *matching; i++)
		if (!may_match(matching[i][0], matching[i][1], false))
			fail_msg("%s does not let %s through", matching[i][0], matching[i][1]);
}

static bool must_match(const char *pattern, const char *text, bool goes_on)
{
	struct gh_sketches sketches = {0};
	struct gh_sketch sketch = draw(&sketches, pattern);
	bool must = gh_must_match(&sketches, &sketch, gh_slice_of(text), goes_on);

	gh_sketches_free(&from, &sketches);
	return must;
}

static void sure_matches_are_told(void **state)
{
	static const char *const sure[][2] = {
		{"^\\s*(?:©\\s*)?(?:19|20)\\d\\d\\s*[-–|]?\\s*(?:جميع|كل) الحقوق", " 2024 – كل الحقوق"},
		{"^[^.؟!]{0,10}©", "قال ©"},
		{"^.{2,4}$", "قال"},
		{"^[x»”]++y", "»x”y"},
		{"^a|^b", "b"},
		{"^\\ba", "a"},
		{"^a\\b", "a b"},
		{"^(?:a|b)+$", "abba"},
		{"^a(?=b)", "ab"},
		{"^a(?!c)b", "ab"},
		{"^\\w", "ا"},
		{"^[\\p{Arabic} ]{2,}$", "قال لي"},
	};
	static const char *const unsure[][2] = {
		{"a", "a"},
		{"^a$", "b"},
		{"^a\\b", "a،"},
		{"^\\s", "\xE2\x80\x8A"},
		{"^[^»]", "«"},
		{"^(?:a)?+a", "a"},
		{"^\\s*+ ", "  "},
		{"^(?:a|b)++", "a"},
		{"^a(?!b)", "ab"},
		{"^\\w", "،"},
		{"^\\p{Arabic}", "،"},
		{"^[٠-9]", "x"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof sure / sizeof *sure; i++)
		if (!must_match(sure[i][0], sure[i][1], false))
			fail_msg("%s is not sure of %s", sure[i][0], sure[i][1]);
	for (i = 0; i < sizeof unsure / sizeof *unsure; i++)
		if (must_match(unsure[i][0], unsure[i][1], false))
			fail_msg("%s is sure of %s", unsure[i][0], unsure[i][1]);
	assert_true(must_match("^ab", "ab", true));
	assert_false(must_match("^ab$", "ab", true));
	assert_false(must_match("^abc?+", "ab", true));
}

static void what_goes_on_may_match(void **state)
{
	(void)state;
	assert_true(may_match("^جميع الحقوق", "جميع", true));
	assert_false(may_match("^جميع الحقوق", "جميع", false));
	assert_true(may_match("^جميع$", "جميع", true));
	assert_false(may_match("^جميع الحقوق", "جمع", true));
	assert_true(may_match("^[ \\t]*©", " ", true));
}

/* More than it is worth following is let through, in time that does not grow with the ways there are. */
static void dear_patterns_are_left(void **state)
{
	char text[4000];

	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_true(may_match("^(?:a?a?a?a?a?a?a?a?a?a?a?a?)(?:a|a|a)(?:a|a|a)(?:a|a|a)(?:a|a|a)"
	                      "a*a*a*a*a*a*b", text, false));
}

static void bounds_are_told(void **state)
{
	(void)state;
	assert_true(is_bound("^ا"));
	assert_true(is_bound("^a|^(?:b|c)"));
	assert_false(is_bound("ا"));
	assert_false(is_bound("^a|b"));
	assert_false(is_bound("^?a"));
	assert_false(is_bound("(*UTF)^a"));
	assert_false(is_bound("^(?m)a"));
	assert_false(is_bound("^(a)(?1)"));
}

/* However deep it goes, and however many ways there are. */
static void long_patterns_are_drawn(void **state)
{
	char pattern[30001];
	size_t i;

	(void)state;
	memset(pattern, '(', 20000);
	memset(pattern + 20000, ')', 10000);
	pattern[30000] = '\0';
	assert_true(may_match(pattern, "a", false));
	for (i = 1; i < 30000; i++)
		pattern[i] = '|';
	pattern[0] = '^';
	assert_true(may_match(pattern, "a", false));
}

static void plain_patterns_are_told(void **state)
{
	static const char *const plain[] = {"^\\s*قال الولد\\s*$", "كلمة", "^a?b", "", "^قَال+", "\\S*"};
	static const char *const others[] = {"^*", "a??", "a{2}", "(a)", "a$b", "[a]", "\\d", "a\xFF", "a.", "\\"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof plain / sizeof *plain; i++)
		assert_true(gh_is_plain(gh_slice_of(plain[i])));
	for (i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(gh_is_plain(gh_slice_of(others[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences_are_seen),
		cmocka_unit_test(matches_are_let_through),
		cmocka_unit_test(sure_matches_are_told),
		cmocka_unit_test(what_goes_on_may_match),
		cmocka_unit_test(dear_patterns_are_left),
		cmocka_unit_test(bounds_are_told),
		cmocka_unit_test(long_patterns_are_drawn),
		cmocka_unit_test(plain_patterns_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
