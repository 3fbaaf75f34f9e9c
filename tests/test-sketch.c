/* SPDX-License-Identifier: MIT */
/*
 * Patterns followed without PCRE2: a no and a yes must be sure, and plain differences must be seen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/atom.h"
#include "rules/pursuit.h"
#include "text/bare.h"

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

/*
 * More than it is worth following is let through, in time that does not grow with the ways there
 * are.
 */
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
	static const char *const plain[] = {
		"^\\s*قال الولد\\s*$", "كلمة", "^a?b", "", "^قَال+", "\\S*"};
	static const char *const others[] = {"^*",  "a??", "a{2}",  "(a)", "a$b",
	                                     "[a]", "\\d", "a\xFF", "a.",  "\\"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof plain / sizeof *plain; i++)
		assert_true(gh_is_plain(gh_slice_of(plain[i])));
	for (i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(gh_is_plain(gh_slice_of(others[i])));
}

/* ---- against PCRE2, on what is drawn ---- */

#define PATTERNS 3000
#define LINES_EACH 12
#define PICK(of) (of[draw_number(sizeof(of) / sizeof *(of))])

static uint64_t drawn = 88172645463325252u;

static size_t draw_number(size_t below)
{
	drawn ^= drawn << 13;
	drawn ^= drawn >> 7;
	drawn ^= drawn << 17;
	return (size_t)(drawn >> 11) % below;
}

static void say(struct gh_buf *to, const char *text)
{
	assert_true(gh_buf_add(&from, to, text, strlen(text)));
}

static void draw_things(struct gh_buf *pattern, unsigned depth);

static void draw_alternatives(struct gh_buf *pattern, unsigned depth)
{
	draw_things(pattern, depth);
	if (draw_number(2) == 0) {
		say(pattern, "|");
		draw_things(pattern, depth);
	}
}

static void draw_thing(struct gh_buf *pattern, unsigned depth)
{
	static const char *const letters[] = {"a", "b", "ab", "ا", "أ", "ه",
	                                      "1", "٢", " ",  "-", "·", "،"};
	static const char *const sets[] = {
		".",           "\\s",         "\\d",    "\\w",        "\\S",
		"\\W",         "[ab]",        "[^.؟]",  "[^»]",       "[\\d\\p{Arabic} ]",
		"\\p{Arabic}", "\\P{Arabic}", "[\\s·]", "\\p{Latin}", "[ا-ب]"};
	static const char *const counts[] = {"",      "",    "",   "?",  "*", "+",
	                                     "{1,3}", "{2}", "*?", "++", "?+"};
	static const char *const places[] = {"\\b", "\\B", "^", "$"};
	static const char *const groups[] = {"(?:", "(?:", "(?=", "(?!"};
	size_t kind = draw_number(depth > 0 ? 8 : 5), group = draw_number(4);

	if (kind == 0) {
		say(pattern, PICK(places));
	} else if (kind < 3) {
		say(pattern, PICK(letters));
		say(pattern, PICK(counts));
	} else if (kind < 5) {
		say(pattern, PICK(sets));
		say(pattern, PICK(counts));
	} else if (kind < 6) {
		say(pattern, "(?<=");
		say(pattern, PICK(sets));
		say(pattern, ")");
	} else {
		say(pattern, groups[group]);
		draw_alternatives(pattern, depth - 1);
		say(pattern, ")");
		if (group < 2)
			say(pattern, PICK(counts));
	}
}

static void draw_things(struct gh_buf *pattern, unsigned depth)
{
	size_t left = draw_number(4);

	while (left-- > 0)
		draw_thing(pattern, depth);
}

static void draw_line(struct gh_buf *line)
{
	static const char *const of[] = {"a", "b", "a", "ا", "أ", "ه", "1", "٢",           " ",
	                                 " ", "-", ".", "·", "»", "،", "é", "\xE2\x80\x8A"};
	size_t left = draw_number(10);

	line->size = 0;
	say(line, " ");
	while (left-- > 0)
		say(line, PICK(of));
}

/* What is told of each place of a line: nothing that PCRE2 does not say. */
static void compare(const char *pattern, const struct gh_sketches *sketches,
                    const struct gh_sketch *sketch, const pcre2_code *code, struct gh_slice line)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	const char *place = line.at, *end = line.at + line.length;
	bool found = false;

	while (place < end) {
		size_t at = (size_t)(place - line.at);
		int result = pcre2_match(code, (PCRE2_SPTR)line.at, line.length, at, PCRE2_ANCHORED,
		                         data, NULL);

		if (result >= 0 && !gh_may_match(sketches, sketch, line, at, false))
			fail_msg("%s matches %s at %zu", pattern, line.at, at);
		if (result == PCRE2_ERROR_NOMATCH && at == 0 &&
		    gh_must_match(sketches, sketch, line, false))
			fail_msg("%s does not match %s", pattern, line.at);
		found = found || result >= 0;
		(void)gh_next_letter(&place, end);
	}
	if (found && !gh_may_match_behind(sketches, sketch, line, 0))
		fail_msg("%s matches in %s", pattern, line.at);
	pcre2_match_data_free(data);
}

static void try_pattern(const struct gh_buf *pattern)
{
	struct gh_sketches sketches = {0};
	struct gh_sketch sketch = draw(&sketches, pattern->data);
	struct gh_spellings spellings;
	struct gh_buf expanded = {0}, line = {0};
	int error, i;
	size_t offset;
	pcre2_code *code;

	gh_spellings_init(&spellings);
	assert_true(gh_expand(&spellings, &from, gh_slice_of(pattern->data), &expanded));
	code = pcre2_compile((PCRE2_SPTR)expanded.data, expanded.size, PCRE2_UTF | PCRE2_UCP,
	                     &error, &offset, NULL);
	for (i = 0; code && i < LINES_EACH; i++) {
		draw_line(&line);
		assert_true(gh_buf_add(&from, &line, "", 1));
		compare(pattern->data, &sketches, &sketch, code, gh_slice_of(line.data));
	}
	pcre2_code_free(code);
	gh_sketches_free(&from, &sketches);
	gh_buf_free(&from, &expanded);
	gh_buf_free(&from, &line);
}

static void what_is_told_is_so(void **state)
{
	struct gh_buf pattern = {0};
	size_t i;

	(void)state;
	from = gh_allocator(NULL);
	for (i = 0; i < PATTERNS; i++) {
		pattern.size = 0;
		if (draw_number(4) > 0)
			say(&pattern, "^");
		draw_alternatives(&pattern, 2);
		assert_true(gh_buf_add(&from, &pattern, "", 1));
		try_pattern(&pattern);
	}
	gh_buf_free(&from, &pattern);
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
		cmocka_unit_test(what_is_told_is_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
